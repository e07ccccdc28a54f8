//! The app with the client that build.rs generates from shared_buffer.yaml.

mod app;

mod shared_buffer {
    include!(concat!(env!("OUT_DIR"), "/shared_buffer_user_client.rs"));
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    app::run()
}
