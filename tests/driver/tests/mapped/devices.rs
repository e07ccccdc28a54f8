//! BARs of a PCI device, and buffers of a USB interface.

use iigen_client::IoReturn;
use iigen_loopback::{Bar, PciDevice, UsbInterface};

use crate::{builder, open};

#[test]
fn bars_are_the_devices() {
    let card = PciDevice::new(1, 2)
        .bar(0, Bar::memory(4096))
        .bar(1, Bar::memory(8192).prefetchable())
        .bar(2, Bar::memory(16384).wide())
        .bar(4, Bar::memory(4096).wide().prefetchable());
    let loopback = builder().on(card).start().expect("the driver starts");
    {
        let client = open(&loopback);
        let sizes = [4096, 8192, 16384, 4096];
        for (index, size) in [0, 1, 2, 4].into_iter().zip(sizes) {
            let bar = client.map_bars(index).expect("a BAR");
            assert_eq!(bar.size(), size, "{index}");
            bar.copy_from(size - 1, &[index as u8 + 1]).expect("inside");
            let mut byte = [0];
            loopback.pci().read(index as u8, size as u64 - 1, &mut byte);
            assert_eq!(byte, [index as u8 + 1]);
        }
        // The upper halves of those that are 64 bits wide.
        for index in [3, 5] {
            let error = client.map_bars(index).unwrap_err();
            assert_eq!(error.io_return(), Some(IoReturn::BAD_ARGUMENT), "{index}");
        }
        assert!(client.map_bars(6).is_err());
        loopback.pci().write(2, 8, &[4, 3, 2, 1]);
        let registers = client.map_registers().expect("BAR 2 by its own type");
        assert_eq!(registers.count(), 4096);
        assert_eq!(registers.at(2).expect("inside").read(), 0x0102_0304);
        // It isn't as large as the spec says.
        assert!(client.map_small_bar().is_err());
        // Asked once for each that there is, and each time for what there isn't.
        assert_eq!(client.asked().expect("asked"), 4 + 2 + 1 + 1);
        drop(registers);
        client.map_registers().expect("again");
        assert_eq!(client.asked().expect("asked"), 8);
    }
    loopback.finish().expect("nothing is left");
}

#[test]
fn a_bar_that_is_missing_or_a_handler_that_fails() {
    let card = PciDevice::new(1, 2).bar(0, Bar::memory(4096));
    let loopback = builder().on(card).start().expect("the driver starts");
    {
        let client = open(&loopback);
        assert!(client.map_bars(1).is_err());
        client.fail_next(0xe000_02c0).expect("planned");
        assert!(client.map_bars(0).is_err());
        assert_eq!(client.map_bars(0).expect("there").size(), 4096);
        assert_eq!(client.asked().expect("asked"), 3);
    }
    loopback.finish().expect("nothing is left");
}

#[test]
fn a_buffer_of_the_interface() {
    let interface = UsbInterface::new().bulk_in(0x81, 512);
    let loopback = builder().on(interface).start().expect("the driver starts");
    {
        let client = open(&loopback);
        client.fail_next(0xe000_02bd).expect("planned");
        assert!(client.map_transfer().is_err());
        let first = client.map_transfer().expect("the buffer");
        let second = client.map_transfer().expect("the buffer");
        assert_eq!(first.size(), 32768);
        first.copy_from(32767, &[7]).expect("inside");
        drop(first);
        let mut byte = [0];
        second.copy_to(32767, &mut byte).expect("inside");
        assert_eq!(byte, [7]);
        assert_eq!(client.asked().expect("asked"), 2);
    }
    loopback.finish().expect("nothing is left");
}
