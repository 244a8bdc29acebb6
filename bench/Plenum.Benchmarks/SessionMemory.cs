using System.Runtime.InteropServices;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.OpenSsl;
using Plenum.Rtc.Srtp;

namespace Plenum.Benchmarks;

/// <summary>What an established session keeps: DTLS with its record keys, SRTP and SRTCP both ways.</summary>
internal static partial class SessionMemory
{
    private const int Count = 2000;

    public static void Report()
    {
        var crypto = new OpenSslCryptoProvider();
        using var client = OpenSslCertificate.Generate();
        using var server = OpenSslCertificate.Generate();
        var sessions = new List<DtlsLoopback>(Count);
        using (var warm = new DtlsLoopback(crypto, client, server))
            warm.Connect();

        var start = InUse();
        for (var i = 0; i < Count; i++)
        {
            sessions.Add(new DtlsLoopback(crypto, client, server));
            sessions[^1].Connect();
        }

        var afterDtls = InUse();
        var media = sessions.ConvertAll(session => Media(crypto, session.Server.Handshake!));
        var afterSrtp = InUse();
        Print("DTLS session", 2 * Count, start, afterDtls);
        Print("SRTP session (no source yet)", Count, afterDtls, afterSrtp);
        media.ForEach(session => session.Dispose());
        sessions.ForEach(session => session.Dispose());
    }

    private static SrtpSession Media(OpenSslCryptoProvider crypto, DtlsHandshake handshake) =>
        SrtpSession.Create(
            crypto, handshake.SrtpProfile!.Value, handshake.SrtpKeyingMaterial.Span, DtlsRole.Server);

    private static void Print(string what, int count, (long Native, long Managed) from, (long Native, long Managed) to) =>
        Console.WriteLine(
            $"{what}: {(to.Native - from.Native) / count} native + {(to.Managed - from.Managed) / count} managed bytes");

    private static (long Native, long Managed) InUse()
    {
        var managed = GC.GetTotalMemory(forceFullCollection: true);
        var info = MallInfo();
        return ((long)(info.InUse + info.Mapped), managed);
    }

    [LibraryImport("libc", EntryPoint = "mallinfo2")]
    private static partial NativeMemoryInfo MallInfo();

    /// <summary>struct mallinfo2 of malloc.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct NativeMemoryInfo
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
