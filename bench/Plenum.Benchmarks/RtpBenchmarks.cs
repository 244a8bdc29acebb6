using BenchmarkDotNet.Attributes;
using Plenum.Rtc;
using Plenum.Rtc.Codecs;
using Plenum.Rtc.Rtp;

namespace Plenum.Benchmarks;

/// <summary>What a forwarder does to each RTP packet besides cryptography.</summary>
public class RtpBenchmarks
{
    private readonly byte[] _packet = new byte[1300];
    private readonly byte[] _destination = new byte[1500];
    private readonly byte[] _descriptor = Convert.FromHexString("86017340fc");
    private readonly RtpExtensionMap _map = new();
    private readonly DependencyDescriptorParser _dependencies = new();
    private int _length;
    private ushort _sequence;

    [GlobalSetup]
    public void Setup()
    {
        _map.TryAdd(1, RtpExtensionKind.Mid);
        _map.TryAdd(2, RtpExtensionKind.AbsoluteSendTime);
        _map.TryAdd(3, RtpExtensionKind.TransportSequence);
        RtpPacketWriter.TryBegin(_packet, RtpExtensionForm.OneByte, out var writer);
        writer.SetHeader(96, true, 1, 2, new Ssrc(3));
        writer.TryAddExtension(1, "0"u8);
        writer.TryAddExtension(2, [1, 2, 3]);
        writer.TryAddExtension(3, [4, 5]);
        writer.TryWritePayload([0x90, 0xf0, 0x92, 0x34, 0x07, 0x21, .. new byte[1194]]);
        _length = writer.Length;
        _dependencies.TryParse(Convert.FromHexString(
            "c1017280081485214eafffaaaa863cf0430c10c302afc0aaa0063c00430010c002a000a80006000040001d954926e082b04a0941b820"
            + "ac1282503157f974000ca864330e222222eca8655304224230eca877530077004200ef008601df010d"));
    }

    [Benchmark(Description = "parse header")]
    public bool ParseHeader() => RtpHeader.TryParse(_packet.AsSpan(0, _length), out _);

    [Benchmark(Description = "parse packet, all extensions, VP8 descriptor")]
    public ushort? ParseAll()
    {
        return RtpPacket.TryParse(_packet.AsSpan(0, _length), out var packet)
            && VideoPayload.TryParse(VideoCodec.Vp8, packet.Payload, out _)
            ? RtpExtensionValues.Read(packet, _map).TransportSequence
            : null;
    }

    [Benchmark(Description = "rewrite header and VP8 ids in place")]
    public bool RewriteInPlace()
    {
        RtpHeaderWriter.SetSequenceNumber(_packet, _sequence++);
        RtpHeaderWriter.SetTimestamp(_packet, _sequence);
        RtpHeaderWriter.SetSsrc(_packet, new Ssrc(7));
        RtpHeaderWriter.SetPayloadType(_packet, 97);
        var payload = _packet.AsSpan(28, 1200);
        if (!Vp8Descriptor.TryParse(payload, out var vp8))
            return false;
        vp8.SetPictureId(payload, _sequence);
        vp8.SetTl0PicIdx(payload, (byte)_sequence);
        return true;
    }

    [Benchmark(Description = "write a header with three extensions")]
    public int WriteHeader()
    {
        RtpPacketWriter.TryBegin(_destination, RtpExtensionForm.OneByte, out var writer);
        writer.SetHeader(96, true, _sequence++, 2, new Ssrc(3));
        writer.TryAddExtension(1, "0"u8);
        writer.TryReserveExtension(2, 3, out _);
        writer.TryReserveExtension(3, 2, out _);
        writer.TryReservePayload(0, out _);
        return writer.Length;
    }

    [Benchmark(Description = "parse a dependency descriptor, L3T3")]
    public bool ParseDependencies() => _dependencies.TryParse(_descriptor);
}
