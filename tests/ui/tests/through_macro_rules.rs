//! A module that another macro makes: what it puts in stands in invisible brackets.

macro_rules! spec {
    ($class:ident, $selector:expr, $ty:ty, $slice:ty, $vis:vis, $(#[$meta:meta])*) => {
        #[iigen_client::user_client(provider = "RingDriver")]
        $vis mod ring {
            pub const SLOTS: u32 = $selector * 2;

            #[repr(C)]
            pub struct Record {
                $(#[$meta])*
                pub value: $ty,
            }

            pub trait $class {
                #[selector($selector * 2)]
                fn write(&self, record: &Record, #[max(4)] words: $slice) -> $ty;
            }
        }
    };
}

spec!(Made, 1 + 2, u32, &[u32], pub(crate), #[max(9)]);

#[test]
fn has_its_items() {
    assert_eq!(ring::SLOTS, 6);
    assert_eq!(ring::Made::<&Nothing>::PROVIDER, "RingDriver");
}

struct Nothing;

// SAFETY: nothing is opened, and nothing mapped.
unsafe impl iigen_client::Transport for Nothing {
    fn open(
        &self,
        _: &iigen_client::Service<'_>,
        _: u32,
    ) -> Result<iigen_client::RawConnection, iigen_client::IoReturn> {
        Err(iigen_client::IoReturn::UNSUPPORTED)
    }
    fn call(
        &self,
        _: iigen_client::RawConnection,
        _: iigen_client::Call<'_>,
    ) -> Result<iigen_client::Returned, iigen_client::IoReturn> {
        Err(iigen_client::IoReturn::UNSUPPORTED)
    }
    fn map(
        &self,
        _: iigen_client::RawConnection,
        _: u32,
        _: iigen_client::Cache,
    ) -> Result<iigen_client::RawMapping, iigen_client::IoReturn> {
        Err(iigen_client::IoReturn::UNSUPPORTED)
    }
    unsafe fn unmap(
        &self,
        _: iigen_client::RawConnection,
        _: u32,
        _: iigen_client::RawMapping,
    ) -> Result<(), iigen_client::IoReturn> {
        Ok(())
    }
    unsafe fn close(&self, _: iigen_client::RawConnection) -> Result<(), iigen_client::IoReturn> {
        Ok(())
    }
}
