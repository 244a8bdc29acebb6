using System.Buffers.Binary;
using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Media.Tests;

/// <summary>A camera is turned, a shared window is resized: its key frames say so before anybody announces it.</summary>
public sealed class PublicationSizeTests
{
    private readonly RoomHarness _harness = new();
    private readonly Publication _publication;
    private readonly ReceiveSlot _slot;
    private ushort _sequence;

    public PublicationSizeTests()
    {
        _publication = _harness.PublishCamera(1);
        _slot = _harness.Watch(40, 1, height: 180);
        _harness.Pass(100);
    }

    [Fact]
    public void Another_size_chooses_other_layers_at_once()
    {
        Assert.Equal(0, (int?)_slot.Layer?.Spatial);

        ReceiveKeyFrame(0, 160, 90);
        _harness.Pass(1);
        Assert.Equal(1, (int?)_slot.Layer?.Spatial);

        ReceiveKeyFrame(1, 640, 360);
        _harness.Pass(1);
        Assert.Equal(0, (int?)_slot.Layer?.Spatial);
    }

    [Fact]
    public void A_layer_that_is_not_sent_is_taken_to_have_changed_with_the_one_that_is()
    {
        ReceiveKeyFrame(0, 180, 320);

        Assert.Equal([320, 640, 1280], Enumerable.Range(0, 3).Select(_publication.HeightOf));
    }

    [Fact]
    public void The_same_size_again_and_one_that_cannot_be_change_nothing()
    {
        ReceiveKeyFrame(0, 320, 180);
        ReceiveKeyFrame(1, 0, 0);

        Assert.Equal([180, 360, 720], Enumerable.Range(0, 3).Select(_publication.HeightOf));
    }

    private void ReceiveKeyFrame(int encoding, int width, int height)
    {
        byte[] payload = [0x10, 0, 0, 0, 0x9d, 0x01, 0x2a, 0, 0, 0, 0, 1, 2, 3];
        BinaryPrimitives.WriteUInt16LittleEndian(payload.AsSpan(7), (ushort)width);
        BinaryPrimitives.WriteUInt16LittleEndian(payload.AsSpan(9), (ushort)height);
        var bytes = new byte[RtpHeader.FixedLength + payload.Length];
        RtpHeaderWriter.Write(bytes, Vp8.PayloadType, true, ++_sequence, _sequence * 3000u, new Ssrc((uint)encoding + 1));
        payload.CopyTo(bytes, RtpHeader.FixedLength);
        _harness.Receive(_publication, encoding, bytes);
    }
}
