using System.Runtime.InteropServices;

namespace Plenum.Rtc.Tests.Dtls;

[Collection<MeasuresTheWholeProcess>]
public sealed partial class DtlsMemoryTests
{
    private const int Count = 100;
    private const int Rounds = 5;

    /// <summary>
    /// OpenSSL's own connection object holds 60 to 70 KB; a session must not keep it. The median of some rounds, because
    /// the runtime allocates and frees in the same process, for instance while it compiles.
    /// </summary>
    [Fact]
    public void An_established_session_holds_little_native_memory()
    {
        var perSession = Enumerable.Range(0, Rounds).Select(BytesPerSession).Order().ElementAt(Rounds / 2);

        Assert.InRange(perSession, 1, 6 * 1024);
    }

    private static long BytesPerSession(int round)
    {
        var pairs = new List<DtlsPair>(Count);
        var before = NativeBytesInUse();
        for (var i = 0; i < Count; i++)
        {
            pairs.Add(new DtlsPair(i));
            Assert.True(pairs[^1].Connect());
        }

        var perSession = (NativeBytesInUse() - before) / (2 * Count);
        pairs.ForEach(pair => pair.Dispose());
        TestContext.Current.TestOutputHelper?.WriteLine($"round {round}: {perSession} native bytes per session");
        return perSession;
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
