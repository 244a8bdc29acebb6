using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.OpenSsl;
using Plenum.Rtc.Srtp;

namespace Plenum.Benchmarks;

/// <summary>RTP packets with 1200 bytes of payload, opened in place; each once, or it would be a replay.</summary>
public class SrtpUnprotectBenchmarks
{
    private const int Prepared = 4096;
    private const int PacketLength = 1212;

    private readonly byte[][] _packets = new byte[Prepared][];
    private readonly byte[][] _sealed = new byte[Prepared][];
    private readonly OpenSslCryptoProvider _crypto = new();
    private byte[] _keys = [];
    private SrtpSession? _receiver;

    [ParamsAllValues]
    public SrtpProfile Profile { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _keys = new byte[SrtpProfileParameters.Of(Profile).KeyingMaterialLength];
        using var sender = SrtpSession.Create(_crypto, Profile, _keys, DtlsRole.Client);
        for (var i = 0; i < Prepared; i++)
        {
            var buffer = new byte[PacketLength + sender.Outbound.RtpOverhead];
            buffer[0] = 0x80;
            BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(2), (ushort)i);
            sender.Outbound.TryProtectRtp(buffer, PacketLength, out _);
            _sealed[i] = buffer;
            _packets[i] = new byte[buffer.Length];
        }
    }

    [IterationSetup]
    public void Renew()
    {
        _receiver?.Dispose();
        _receiver = SrtpSession.Create(_crypto, Profile, _keys, DtlsRole.Server);
        for (var i = 0; i < Prepared; i++)
            _sealed[i].CopyTo(_packets[i], 0);
    }

    [Benchmark(Description = "unprotect in place", OperationsPerInvoke = Prepared)]
    public int Unprotect()
    {
        var opened = 0;
        foreach (var packet in _packets)
            opened += _receiver!.Inbound.TryUnprotectRtp(packet, out _, out _) ? 1 : 0;
        return opened == Prepared ? opened : throw new InvalidOperationException();
    }
}
