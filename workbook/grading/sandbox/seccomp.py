"""A system call filter for boxed processes: what no lesson needs and what breaks out of boxes is refused.

The filter is a deny list that answers EPERM, so that ordinary programs go on working. Sources: seccomp(2), the kernel's
``include/uapi/linux/{seccomp,filter,bpf_common}.h`` and its system call tables.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import platform
import struct

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _MODE_FILTER = 38, 22, 2
_LOAD, _JUMP_EQUAL, _JUMP_SET, _RETURN = (
    0x20,
    0x15,
    0x45,
    0x06,
)  # BPF_LD|W|ABS, BPF_JMP|JEQ|K, BPF_JMP|JSET|K, BPF_RET|K
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_NUMBER, _ARCH, _ARGUMENT_0, _ARGUMENT_1, _ARGUMENT_2 = (
    0,
    4,
    16,
    24,
    32,
)  # offsets in struct seccomp_data, low halves on little endian
_NEW_NAMESPACES = 0x7E020080  # CLONE_NEW{NS,CGROUP,UTS,IPC,USER,PID,NET,TIME}
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C
_X32_BIT = 0x40000000

# name: (x86_64, aarch64)
_DENIED: dict[str, tuple[int, int | None]] = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "unshare": (272, 97),
    "setns": (308, 268),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    "quotactl": (179, 60),
    "acct": (163, 89),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "reboot": (169, 142),
    "syslog": (103, 116),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "adjtimex": (159, 171),
    "clock_adjtime": (305, 266),
    "personality": (135, 92),
    "mknod": (133, None),
    "mknodat": (259, 33),
    "iopl": (172, None),
    "ioperm": (173, None),
    "mbind": (237, 235),
    "move_pages": (279, 239),
    "migrate_pages": (256, 238),
    "vhangup": (153, 58),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "lookup_dcookie": (212, 18),
    "fanotify_init": (300, 262),
    # What the kernel counts by user or for the whole machine, and no lesson needs.
    "inotify_init": (253, None),
    "inotify_init1": (294, 26),
    "io_setup": (206, 0),
    "mq_open": (240, 180),
    # Memory that no process maps is in no process' count.
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "semget": (64, 190),
    "semctl": (66, 191),
    "semop": (65, 193),
    "semtimedop": (220, 192),
    "msgget": (68, 186),
    "msgctl": (71, 187),
    "msgsnd": (69, 189),
    "msgrcv": (70, 188),
    "vmsplice": (278, 75),
}
_ARCHES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_CLONE, _CLONE3, _IOCTL, _SOCKET = (56, 220), (435, 435), (16, 29), (41, 198)
_FCNTL, _SETSOCKOPT = (72, 25), (54, 208)
_SETPIPE_SZ, _SOL_SOCKET, _SIZES = 1031, 1, (7, 8)  # F_SETPIPE_SZ; SO_SNDBUF and SO_RCVBUF
_FAMILIES = (1, 2, 10, 16)  # AF_UNIX, AF_INET, AF_INET6, AF_NETLINK (for a list of interfaces)


class Unsupported(OSError):
    """This machine's processor has no filter here."""


def _op(code: int, value: int, true: int = 0, false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, true, false, value)


@functools.cache
def program() -> bytes:
    """The filter for this machine, as an array of ``struct sock_filter``. Raises Unsupported."""
    machine = platform.machine()
    if machine not in _ARCHES:
        raise Unsupported(f"no system call filter for {machine}")
    column, arch = _ARCHES[machine]
    refuse = _op(_RETURN, _ERRNO | errno.EPERM)
    ops = [_op(_LOAD, _ARCH), _op(_JUMP_EQUAL, arch, 1, 0), _op(_RETURN, _KILL), _op(_LOAD, _NUMBER)]
    if machine == "x86_64":
        ops += [_op(_JUMP_SET, _X32_BIT, 0, 1), refuse]
    for numbers in _DENIED.values():
        number = numbers[column]
        if number is not None:
            ops += [_op(_JUMP_EQUAL, number, 0, 1), refuse]
    # clone3 hides its flags in memory, where a filter can't look: ENOSYS makes libraries fall back to clone.
    ops += [_op(_JUMP_EQUAL, _CLONE3[column], 0, 1), _op(_RETURN, _ERRNO | errno.ENOSYS)]
    ops += [_op(_JUMP_EQUAL, _CLONE[column], 0, 4), _op(_LOAD, _ARGUMENT_0), _op(_JUMP_SET, _NEW_NAMESPACES, 0, 1)]
    ops += [refuse, _op(_RETURN, _ALLOW)]
    ops += [_op(_JUMP_EQUAL, _IOCTL[column], 0, 5), _op(_LOAD, _ARGUMENT_1)]
    ops += [_op(_JUMP_EQUAL, _TIOCSTI, 1, 0), _op(_JUMP_EQUAL, _TIOCLINUX, 0, 1), refuse, _op(_RETURN, _ALLOW)]
    ops += [_op(_JUMP_EQUAL, _FCNTL[column], 0, 4), _op(_LOAD, _ARGUMENT_1), _op(_JUMP_EQUAL, _SETPIPE_SZ, 0, 1)]
    ops += [refuse, _op(_RETURN, _ALLOW)]
    # Bigger buffers are granted in words only, as the kernel itself does beyond a limit: programs ask in vain and go on.
    ops += [_op(_JUMP_EQUAL, _SETSOCKOPT[column], 0, 7), _op(_LOAD, _ARGUMENT_1), _op(_JUMP_EQUAL, _SOL_SOCKET, 0, 4)]
    ops += [_op(_LOAD, _ARGUMENT_2), _op(_JUMP_EQUAL, _SIZES[0], 1, 0), _op(_JUMP_EQUAL, _SIZES[1], 0, 1)]
    ops += [_op(_RETURN, _ERRNO), _op(_RETURN, _ALLOW)]
    ops += [_op(_JUMP_EQUAL, _SOCKET[column], 0, 2 + len(_FAMILIES)), _op(_LOAD, _ARGUMENT_0)]
    ops += [_op(_JUMP_EQUAL, family, len(_FAMILIES) - index, 0) for index, family in enumerate(_FAMILIES)]
    ops += [refuse, _op(_RETURN, _ALLOW)]
    return b"".join(ops)


@functools.cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def prepare() -> None:
    """Do before a fork what all of :func:`install` that can be done there."""
    program()
    _libc()


def install() -> None:
    """Filter the system calls of this process and of all it starts, for good. Raises OSError."""
    code = program()
    buffer = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("@HP", len(code) // 8, ctypes.addressof(buffer))
    libc = _libc()
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_NO_NEW_PRIVS)")
    if libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, header, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_SECCOMP)")
