//! Generates both sides from usb_transfer.yaml and compiles the driver for this host.

fn main() {
    let usb_transfer = iigen::Builder::new("usb_transfer.yaml")
        .user_dir("driver")
        .iig("driver/UsbTransferDriver.iig")
        .generate();
    iigen_loopback::Driver::new("usb_transfer_driver")
        .include(&usb_transfer.out_dir)
        .files(&usb_transfer.sources)
        .file("driver/UsbTransferDriver.cpp")
        .compile();
}
