//! The app with the client that build.rs generates from null_driver.yaml.

mod app;

mod null_driver {
    include!(concat!(env!("OUT_DIR"), "/null_driver_user_client.rs"));
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    app::run()
}
