using Plenum.Rtc;
using Plenum.Rtc.Codecs;
using Plenum.Rtc.Rtp;

namespace Plenum.Media.Tests;

/// <summary>H.264 whose parameter sets come in packets of their own, as hardware encoders send them.</summary>
public sealed class H264Tests
{
    private const byte SequenceParameters = 0x67;
    private const byte PictureParameters = 0x68;
    private const byte Idr = 0x65;
    private const byte Slice = 0x41;

    private readonly MediaRoom _room = new(new(1000), new());
    private RecordingSender _sender = new();
    private Timestamp _now = Timestamp.FromMilliseconds(5_000);
    private ushort _sequence = 100;
    private uint _timestamp = 9_000;

    [Fact]
    public void A_slot_that_is_bound_in_the_middle_of_a_key_frame_waits_for_a_whole_one()
    {
        Publish();
        Send(SequenceParameters);
        Send(PictureParameters);
        Watch();
        Send(Idr);
        Send(Idr);
        Assert.Empty(_sender.Sent);

        NextPicture();
        Send(Slice);
        Assert.Empty(_sender.Sent);
        NextPicture();
        Send(SequenceParameters);
        Send(PictureParameters);
        Send(Idr);

        Assert.Equal([SequenceParameters, PictureParameters, Idr], Sent());
    }

    [Fact]
    public void A_key_frame_without_parameter_sets_will_do_if_nothing_of_it_was_missed()
    {
        Publish();
        Watch();
        Send(Slice);
        NextPicture();
        Send(Idr);
        Send(Idr);

        Assert.Equal([Idr, Idr], Sent());
    }

    [Fact]
    public void Parameter_sets_that_come_late_bring_the_key_frame_with_them()
    {
        Publish();
        Watch();
        Send(Slice);
        NextPicture();
        var late = _sequence++;
        Send(PictureParameters);
        Send(Idr);
        Assert.Empty(_sender.Sent);

        Send(SequenceParameters, late);

        Assert.Equal([SequenceParameters, PictureParameters, Idr], Sent());
    }

    private void Publish() => Must(new MediaCommand.Publish(new(1), new()
    {
        Participant = new(1),
        Source = MediaSource.Camera,
        Formats = [new(96, "H264", VideoCodec.H264)],
        Extensions = new(),
        Encodings = [new(640, 360, Bitrate.FromKilobits(300))],
    }));

    private void Watch()
    {
        Must(new MediaCommand.AddSubscriber(new(1), new(2), new()));
        Must(new MediaCommand.AddSlot(new(1), new(1), new()
        {
            IsVideo = true,
            Ssrc = new(7),
            ClockRate = 90_000,
            Formats = [new(100, "H264", VideoCodec.H264)],
        }));
        _room.SetBudget(new(1), Bitrate.FromKilobits(2000));
        Must(new MediaCommand.Bind(new(1), new(1)));
        _room.Tick(_now);
    }

    private void NextPicture()
    {
        _timestamp += 3000;
        _now += TimeSpan.FromMilliseconds(33);
        _room.Tick(_now);
    }

    private void Send(byte unit, ushort? sequence = null)
    {
        var bytes = new byte[RtpHeader.FixedLength + 50];
        RtpHeaderWriter.Write(bytes, 96, false, sequence ?? _sequence++, _timestamp, new(1));
        bytes[RtpHeader.FixedLength] = unit;
        Assert.True(RtpPacket.TryParse(bytes, out var packet));
        Assert.Equal(
            DropReason.None, _room.Receive(_room.Find(new PublicationId(1))!.Streams[0], packet, _now, ref _sender));
        _room.Forward(_now, ref _sender);
    }

    private byte[] Sent() => [.. _sender.Sent.Select(delivery => delivery.Packet.Payload[0])];

    private void Must(MediaCommand command) => Assert.Equal(MediaRefusal.None, _room.Handle(command, _now));
}
