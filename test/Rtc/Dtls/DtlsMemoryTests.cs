using System.Runtime.InteropServices;

namespace Plenum.Rtc.Tests.Dtls;

[Collection<MeasuresTheWholeProcess>]
public sealed partial class DtlsMemoryTests
{
    private const int Count = 200;

    /// <summary>OpenSSL's own connection object holds 60 to 70 KB; a session must not keep it.</summary>
    [Fact]
    public void An_established_session_holds_little_native_memory()
    {
        using var warm = new DtlsPair();
        Assert.True(warm.Connect());
        var pairs = new List<DtlsPair>(Count);
        var before = NativeBytesInUse();

        for (var i = 0; i < Count; i++)
        {
            var pair = new DtlsPair(i);
            Assert.True(pair.Connect());
            pairs.Add(pair);
        }

        var perSession = (NativeBytesInUse() - before) / (2 * Count);
        TestContext.Current.TestOutputHelper?.WriteLine($"{perSession} native bytes per session");
        Assert.InRange(perSession, 1, 6 * 1024);
        pairs.ForEach(pair => pair.Dispose());
    }

    private static long NativeBytesInUse()
    {
        var info = MallInfo();
        return (long)(info.InUse + info.Mapped);
    }

    [LibraryImport("libc", EntryPoint = "mallinfo2")]
    private static partial MemoryInfo MallInfo();

    /// <summary>struct mallinfo2 of malloc.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct MemoryInfo
    {
        public nuint Arena;
        public nuint FreeChunks;
        public nuint FastChunks;
        public nuint MappedRegions;
        public nuint Mapped;
        public nuint Unused;
        public nuint FastFree;
        public nuint InUse;
        public nuint Free;
        public nuint Releasable;
    }
}
