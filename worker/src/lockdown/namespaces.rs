//! What the zygote leaves behind: the host's user, its namespaces and its file system.

use enclave_contract::frame::Measure;
use rustix::{
    fs::CWD,
    mount::{
        FsMountFlags, FsOpenFlags, MountAttrFlags, MountPropagationFlags, MoveMountFlags, UnmountFlags,
        fsconfig_create, fsconfig_set_string, fsmount, fsopen, mount_change, move_mount, unmount,
    },
    process::{Gid, Uid, chdir, fchdir, getegid, geteuid, pivot_root},
    thread::{
        CapabilitySet, UnshareFlags, capabilities, set_capabilities, set_keep_capabilities, set_thread_groups,
        set_thread_res_gid, set_thread_res_uid, unshare_unsafe,
    },
};

use super::{Outcome, measure, says};

/// The user and group `nobody`.
const NOBODY: u32 = 65534;

/// Becomes nobody, in namespaces of its own, with nothing in the root. Capabilities are left for the caller to drop.
pub(super) fn enter(measures: &mut Vec<Measure>) {
    let user = unprivileged_user();
    let namespaces = namespaces();
    let root = match &namespaces {
        Ok(_) => empty_root(),
        Err(_) => Err("needs a mount namespace".to_owned()),
    };
    measures.push(measure("namespaces", namespaces));
    measures.push(measure("empty_root", root));
    measures.push(measure("unprivileged_user", user));
}

fn unprivileged_user() -> Outcome {
    if !geteuid().is_root() {
        // A host that was root before may have it kept in the other ids.
        let (user, group) = (geteuid(), getegid());
        set_thread_res_gid(group, group, group).map_err(says("setresgid"))?;
        set_thread_res_uid(user, user, user).map_err(says("setresuid"))?;
        return Ok("the host's own user, which is not root".into());
    }
    let held = capabilities(None).map_err(says("capget"))?;
    // Without KILL the host could not end its children, which are another user's then.
    let needed = CapabilitySet::SETUID | CapabilitySet::SETGID | CapabilitySet::KILL;
    if !held.effective.contains(needed) {
        return Err("the host is root without the capabilities SETUID, SETGID and KILL".to_owned());
    }
    // What makes namespaces survives the change of user.
    set_keep_capabilities(true).map_err(says("prctl"))?;
    let (user, group) = (Uid::from_raw(NOBODY), Gid::from_raw(NOBODY));
    set_thread_groups(&[]).map_err(says("setgroups"))?;
    set_thread_res_gid(group, group, group).map_err(says("setresgid"))?;
    set_thread_res_uid(user, user, user).map_err(says("setresuid"))?;
    let mut left = capabilities(None).map_err(says("capget"))?;
    left.effective = left.permitted & CapabilitySet::SYS_ADMIN;
    set_capabilities(None, left).map_err(says("capset"))?;
    Ok("nobody, with no groups".into())
}

#[expect(unsafe_code, reason = "unsharing files would be unsafe; they are not unshared")]
fn namespaces() -> Outcome {
    let common = UnshareFlags::NEWNS | UnshareFlags::NEWNET | UnshareFlags::NEWIPC | UnshareFlags::NEWUTS;
    // A namespace of users first: it needs no capability, and takes those outside of it away.
    // SAFETY: descriptors stay as they are.
    let Err(refused) = (unsafe { unshare_unsafe(common | UnshareFlags::NEWUSER) }) else {
        return Ok("user, mount, net, ipc, uts".into());
    };
    // SAFETY: as above.
    match unsafe { unshare_unsafe(common) } {
        Ok(()) => Ok(format!("mount, net, ipc, uts; not user ({refused})").into()),
        Err(error) => Err(format!("unshare: {error}; with a user namespace: {refused}")),
    }
}

fn empty_root() -> Outcome {
    let private = MountPropagationFlags::PRIVATE | MountPropagationFlags::REC;
    mount_change("/", private).map_err(says("mount"))?;
    let nothing = fsopen("tmpfs", FsOpenFlags::FSOPEN_CLOEXEC).map_err(says("fsopen"))?;
    for (option, value) in [("size", "4096"), ("nr_inodes", "1"), ("mode", "0555")] {
        fsconfig_set_string(&nothing, option, value).map_err(says("fsconfig"))?;
    }
    fsconfig_create(&nothing).map_err(says("fsconfig"))?;
    let flags = MountAttrFlags::MOUNT_ATTR_RDONLY
        | MountAttrFlags::MOUNT_ATTR_NOSUID
        | MountAttrFlags::MOUNT_ATTR_NODEV
        | MountAttrFlags::MOUNT_ATTR_NOEXEC;
    let root = fsmount(&nothing, FsMountFlags::FSMOUNT_CLOEXEC, flags).map_err(says("fsmount"))?;
    move_mount(&root, "", CWD, "/", MoveMountFlags::MOVE_MOUNT_F_EMPTY_PATH).map_err(says("move_mount"))?;
    fchdir(&root).map_err(says("fchdir"))?;
    pivot_root(".", ".").map_err(says("pivot_root"))?;
    unmount(".", UnmountFlags::DETACH).map_err(says("umount"))?;
    chdir("/").map_err(says("chdir"))?;
    Ok("an empty file system that cannot be written".into())
}
