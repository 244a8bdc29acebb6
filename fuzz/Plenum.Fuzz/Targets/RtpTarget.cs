using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Fuzz.Targets;

/// <summary>Every reader of RTP, extensions, RED and RTX.</summary>
internal sealed class RtpTarget : FuzzTarget
{
    public override string Name => "rtp";

    public override IReadOnlyList<byte[]> Dictionary => [[0xBE, 0xDE], [0x10, 0], [0x90, 96], [0xB0, 96]];

    public override IEnumerable<byte[]> Seeds() => Enum.GetValues<RtpExtensionForm>()
        .SelectMany(form => (byte[][])[Packet(form, 0), Packet(form, 20)]);

    public override ulong Run(ReadOnlySpan<byte> input)
    {
        RtpFuzz.Run(input);
        var mark = new Mark();
        if (!RtpPacket.TryParse(input, out var packet))
            return mark.Value;
        mark.AddMagnitude(packet.Header.Length);
        mark.AddMagnitude(packet.PaddingLength);
        mark.AddMagnitude(packet.Payload.Length);
        foreach (var extension in packet.Extensions)
            mark.Add(extension.Id);
        return mark.Value;
    }

    private static byte[] Packet(RtpExtensionForm form, int padding)
    {
        var buffer = new byte[200];
        RtpPacketWriter.TryBegin(buffer, form, out var writer);
        writer.SetHeader(96, true, 65535, 1, new Ssrc(2));
        for (byte id = 1; id < 12; id++)
            writer.TryAddExtension(id, [1, 2, 3]);
        writer.TryWritePayload([0x81, 0, 0, 4, 2, 1, 2, 3, 4, 5]);
        writer.TryPad(padding);
        return buffer[..writer.Length];
    }
}
