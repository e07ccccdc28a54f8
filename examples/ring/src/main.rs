//! The app with the client that build.rs generates from ring.yaml.

mod app;

mod ring {
    include!(concat!(env!("OUT_DIR"), "/ring_user_client.rs"));
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    app::run()
}
