//! The app with the client that build.rs generates from pci_bar.yaml.

mod app;

mod pci_bar {
    include!(concat!(env!("OUT_DIR"), "/pci_bar_user_client.rs"));
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    app::run()
}
