#[user_client(spec = "../ring.yaml")]
mod ring {
    impl Record {
        pub fn is_last(&self) -> bool {
            self.tag == 0
        }
    }
}
