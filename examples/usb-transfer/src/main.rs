//! The app with the client that build.rs generates from usb_transfer.yaml.

mod app;

mod usb_transfer {
    include!(concat!(env!("OUT_DIR"), "/usb_transfer_user_client.rs"));
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    app::run()
}
