using System.Runtime.InteropServices;

namespace Plenum.Engine.Io.Linux;

/// <summary>The system calls that the Socket API has no batch form of, with the layouts of 64-bit Linux.</summary>
internal static unsafe partial class Libc
{
    public const int MsgDontWait = 0x40;
    public const int MsgTruncated = 0x20;
    public const int SolSocket = 1;
    public const int SolUdp = 17;
    public const int UdpSegment = 103;
    public const int UdpGro = 104;
    public const int SolIp = 0;
    public const int IpPacketInfo = 8;
    public const int IpMtuDiscover = 10;

    /// <summary>Fragments where a path is known to be narrow (IP_PMTUDISC_WANT), which is Linux's default.</summary>
    public const int FragmentWhereNeeded = 1;

    /// <summary>Never fragments (IP_PMTUDISC_DO).</summary>
    public const int NeverFragment = 2;
    public const int SoReceiveQueueOverflow = 40;
    public const int SoTimestampNanoseconds = 35;
    public const int SoReceiveBufferForce = 33;
    public const int SoSendBufferForce = 32;
    public const short PollIn = 1;
    public const int EpollAdd = 1;
    public const int Again = 11;
    public const int Interrupted = 4;
    public const int InputOutput = 5;
    public const int Invalid = 22;
    public const int MessageTooLong = 90;
    private const int EventNonBlocking = 0x800;
    private const int EventCloseOnExec = 0x80000;

    /// <summary>A file descriptor that is readable once it was written to.</summary>
    public static int CreateEvent() => EventFd(0, EventNonBlocking | EventCloseOnExec);

    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    public static partial int ReceiveMessages(int socket, MultiMessage* messages, uint count, int flags, nint timeout);

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    public static partial int SendMessages(int socket, MultiMessage* messages, uint count, int flags);

    /// <summary>Leaves the last error as it is.</summary>
    [LibraryImport("libc", EntryPoint = "setsockopt")]
    public static partial int SetOption(int socket, int level, int option, int* value, uint length);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollDescriptor* descriptors, nuint count, int timeoutMilliseconds);

    /// <summary>An empty set of descriptors to wait for.</summary>
    public static int CreateEpoll() => CreateEpoll(EventCloseOnExec);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int ControlEpoll(int epoll, int operation, int descriptor, void* about);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int WaitEpoll(int epoll, void* events, int count, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, void* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, void* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int CreateEpoll(int flags);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial int EventFd(uint initial, int flags);

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct IoVector
    {
        public byte* Base;
        public nuint Length;
    }

    /// <summary>struct msghdr.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct MessageHeader
    {
        public byte* Name;
        public uint NameLength;
        public IoVector* Vectors;
        public nuint VectorCount;
        public byte* Control;
        public nuint ControlLength;
        public int Flags;
    }

    /// <summary>struct mmsghdr.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct MultiMessage
    {
        public MessageHeader Header;
        public uint Length;
    }

    /// <summary>struct cmsghdr, in front of its data.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct ControlHeader
    {
        public nuint Length;
        public int Level;
        public int Type;
    }

    /// <summary>struct in_pktinfo; addresses in network order.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PacketInfo
    {
        public int Interface;
        public uint Source;
        public uint Destination;
    }

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
