#[user_client(spec = "ring.rs")]
mod ring {
    trait RingUserClient {}
}
