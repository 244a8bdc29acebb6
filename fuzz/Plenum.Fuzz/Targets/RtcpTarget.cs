using Plenum.Rtc;
using Plenum.Rtc.Rtcp;
using Plenum.Rtc.Rtp;

namespace Plenum.Fuzz.Targets;

/// <summary>Every reader of RTCP.</summary>
internal sealed class RtcpTarget : FuzzTarget
{
    public override string Name => "rtcp";

    public override IReadOnlyList<byte[]> Dictionary { get; } =
        [.. Enumerable.Range(200, 8).Select(type => new byte[] { 0x81, (byte)type }), [0x8F, 205], [0x8F, 206], [.. "REMB"u8]];

    public override IEnumerable<byte[]> Seeds()
    {
        var buffer = new byte[1200];
        var writer = new RtcpWriter(buffer);
        var sources = new[] { new Ssrc(2) };
        var header = new FeedbackHeader(new Ssrc(1), new Ssrc(2));
        writer.TryWriteSenderReport(new Ssrc(1), new SenderInfo(new NtpTime(7), 1, 2, 3), [new ReportBlock { Source = new Ssrc(2) }]);
        writer.TryWriteCanonicalName(new Ssrc(1), "name"u8);
        writer.WriteNack(header, [1, 2, 3, 40]);
        writer.TryWritePictureLossIndication(header);
        writer.TryWriteFullIntraRequest(new Ssrc(1), new Ssrc(2), 3);
        writer.TryWriteMaximumBitrate(new Ssrc(1), new Bitrate(1_000_000), sources);
        writer.TryWriteReferenceTime(new Ssrc(1), new NtpTime(9));
        writer.TryWriteReceiverDelays(new Ssrc(1), [new ReceiverDelay(new Ssrc(2), default, default)]);
        var arrivals = new ArrivalRecorder();
        foreach (var sequence in new ushort[] { 1, 2, 3, 7, 8, 30, 31, 90 })
            arrivals.OnPacket(sequence, 100, Timestamp.FromMilliseconds(sequence * 3));
        arrivals.TryWrite(ref writer, header, Timestamp.FromMilliseconds(500));
        writer.TryWriteGoodbye(new Ssrc(1));
        yield return buffer[..writer.Length];
    }

    public override ulong Run(ReadOnlySpan<byte> input)
    {
        RtcpFuzz.Run(input);
        var mark = new Mark();
        var compound = new RtcpCompound(input);
        while (compound.MoveNext())
        {
            mark.Add((ulong)compound.Current.Type);
            mark.Add(compound.Current.Count);
            mark.AddMagnitude(compound.Current.Body.Length);
        }

        mark.Add(compound.IsMalformed);
        return mark.Value;
    }
}
