//! Generates both sides from pci_bar.yaml and compiles the driver for this host.

fn main() {
    let pci_bar = iigen::Builder::new("pci_bar.yaml")
        .user_dir("driver")
        .iig("driver/PciBarDriver.iig")
        .generate();
    iigen_loopback::Driver::new("pci_bar_driver")
        .include(&pci_bar.out_dir)
        .files(&pci_bar.sources)
        .file("driver/PciBarDriver.cpp")
        .compile();
}
