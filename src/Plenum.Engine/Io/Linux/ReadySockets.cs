using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Plenum.Engine.Io.Linux;

/// <summary>
/// Which of many sockets have something to read (epoll): what it costs grows with those that have, not with those that
/// there are. Those that are ready come in turn, because the kernel puts what it has told behind the rest.
/// </summary>
internal sealed unsafe class ReadySockets : IDisposable
{
    private const int MaxEvents = 64;

    // struct epoll_event is packed on x86-64 alone.
    private static readonly int EventLength = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private readonly byte* _events = (byte*)NativeMemory.AllocZeroed(MaxEvents, 16);
    private readonly int _descriptor;

    public ReadySockets()
    {
        _descriptor = Libc.CreateEpoll();
        if (_descriptor < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>How many were found ready.</summary>
    public int Count { get; private set; }

    /// <summary>The number of one that was found ready.</summary>
    public int this[int place] => (int)Unsafe.ReadUnaligned<long>(_events + ((place + 1) * EventLength) - sizeof(long));

    /// <summary>Looks at a descriptor from now on, until it is closed.</summary>
    public void Add(int descriptor, int number)
    {
        var about = stackalloc byte[16];
        Unsafe.WriteUnaligned(about, (uint)Libc.PollIn);
        Unsafe.WriteUnaligned(about + EventLength - sizeof(long), (long)number);
        if (Libc.ControlEpoll(_descriptor, Libc.EpollAdd, descriptor, about) < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>Waits until one is ready. Interrupted by a signal it is as if nothing had come.</summary>
    public void Wait(int milliseconds) => Count = Math.Max(0, Libc.WaitEpoll(_descriptor, _events, MaxEvents, milliseconds));

    public void Dispose()
    {
        _ = Libc.Close(_descriptor);
        NativeMemory.Free(_events);
    }
}
