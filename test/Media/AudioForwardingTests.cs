using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Media.Tests;

/// <summary>Sound goes on as it is: it has no layers, and nobody waits for a key frame.</summary>
public sealed class AudioForwardingTests
{
    private const byte Opus = 111;
    private const byte Red = 63;
    private const uint Packet = 960;
    private static readonly MediaFormat[] Both = [new(109, "opus/48000/2"), new(110, "red/48000/2")];

    private readonly RoomHarness _harness = new();
    private readonly Publication _publication;

    public AudioForwardingTests() => _publication = _harness.PublishMicrophone(1);

    [Fact]
    public void It_goes_on_at_once_in_the_formats_that_are_understood()
    {
        var slot = Listen(Both[..1]);

        Send(5, 5 * Packet, Opus);
        Send(6, 6 * Packet, Red);
        Send(7, 7 * Packet, Opus);

        // The slot understands no RED: what came that way is left out, and nobody misses it.
        Assert.Equal([65_530, 65_531], _harness.To(slot).Select(delivery => (int)delivery.Sequence));
        Assert.Equal([109, 109], _harness.To(slot).Select(delivery => (int)delivery.Packet.Header.PayloadType));
        Assert.Equal([true, false], _harness.To(slot).Select(delivery => delivery.Packet.Header.Marker));
    }

    /// <summary>RFC 2198: a header of four octets for the block of before, one for the newest, then both.</summary>
    [Fact]
    public void Red_goes_through_with_all_its_blocks()
    {
        var slot = Listen(Both);
        byte[] payload = [0x80 | Opus, (byte)(Packet >> 6), (byte)((Packet & 0x3f) << 2), 3, Opus, 1, 2, 3, 4, 5, 6, 7];

        Send(5, 5 * Packet, Opus);
        Send(6, 6 * Packet, Red, payload);

        Assert.Equal([109, 110], _harness.To(slot).Select(delivery => (int)delivery.Packet.Header.PayloadType));
        Assert.Equal([65_530, 65_531], _harness.To(slot).Select(delivery => (int)delivery.Sequence));
        Assert.Equal(payload, _harness.To(slot).Last().Packet.Payload.ToArray());
    }

    /// <summary>RFC 7587, section 3.1.3: while nobody speaks a packet comes every 400 ms, and time goes on between them.</summary>
    [Fact]
    public void Silence_that_is_not_sent_is_a_step_of_time_and_no_gap()
    {
        var slot = Listen(Both);
        ushort sequence = 65_534;
        var timestamp = uint.MaxValue - Packet;

        foreach (var silence in new[] { 20, 400, 400, 7_000, 20 })
        {
            Send(sequence++, timestamp, Opus);
            _harness.Pass(silence);
            timestamp += (uint)silence * 48;
        }

        var sent = _harness.To(slot).ToArray();
        Assert.Equal([65_530, 65_531, 65_532, 65_533, 65_534], sent.Select(delivery => (int)delivery.Sequence));
        Assert.Equal(
            [960u, 19_200u, 19_200u, 336_000u],
            sent.Zip(sent.Skip(1), (before, after) => after.Timestamp - before.Timestamp));
    }

    private ReceiveSlot Listen(IReadOnlyList<MediaFormat> formats)
    {
        var slot = _harness.AddSlot(9, isVideo: false, formats: formats);
        _harness.Must(new MediaCommand.Bind(slot.Id, _publication.Id));
        return slot;
    }

    private void Send(ushort sequence, uint timestamp, byte payloadType, params byte[] payload)
    {
        var bytes = new byte[60];
        Assert.True(RtpPacketWriter.TryBegin(bytes, RtpExtensionForm.OneByte, out var writer));
        writer.SetHeader(payloadType, false, sequence, timestamp, new Ssrc(5));
        Assert.True(writer.TryWritePayload(payload.Length > 0 ? payload : [1, 2, 3]));
        _harness.Receive(_publication, 0, bytes[..writer.Length]);
    }
}
