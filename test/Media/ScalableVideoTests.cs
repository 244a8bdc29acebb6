using System.Buffers.Binary;
using Plenum.Media.Forwarding;
using Plenum.Rtc;
using Plenum.Rtc.Codecs;
using Plenum.Rtc.Rtp;

namespace Plenum.Media.Tests;

/// <summary>
/// AV1 in three spatial and three temporal layers, chosen by its dependency descriptors alone: the payload is opaque, as
/// it is under end-to-end encryption.
/// </summary>
public sealed class ScalableVideoTests
{
    // Chromium's structure, from a capture that is public in another SFU's tests.
    private const string KeyFrame =
        "c1017280081485214eafffaaaa863cf0430c10c302afc0aaa0063c00430010c002a000a80006000040001d954926e082b04a0941b820"
        + "ac1282503157f974000ca864330e222222eca8655304224230eca877530077004200ef008601df010d";

    private const byte PublisherDescriptor = 4;
    private const byte ReceiverDescriptor = 7;
    private const byte Mid = 2;
    private const byte TransportSequence = 3;
    private static readonly int[] Pattern = [3, 2, 4, 0];
    private static readonly PublishedEncoding[] Encodings =
    [
        new(120, 67, Bitrate.FromKilobits(50)),
        new(240, 135, Bitrate.FromKilobits(150)),
        new(480, 270, Bitrate.FromKilobits(900)),
    ];

    private readonly MediaRoom _room = new(new PacketPool(10_000), new());
    private RecordingSender _sender = new();
    private Timestamp _now = Timestamp.FromMilliseconds(5_000);
    private ushort _sequence = 65_500;
    private ushort _frame = 65_480;
    private uint _timestamp;
    private int _phase;
    private MediaFormat _format = new(41, "AV1/90000", VideoCodec.Av1);
    private byte[] _payload = [1, 2, 3, 4, 5];
    private int _announced = 3;

    [Fact]
    public void Of_all_layers_the_slot_gets_those_up_to_its_own_without_a_gap_and_the_last_ends_the_picture()
    {
        var slot = Watch(publication: 1, height: 135);
        Picture(1, isKey: true);
        for (var picture = 0; picture < 8; picture++)
            Picture(1);

        Assert.Equal(Enumerable.Range(0, 18).Select(number => (ushort)number), Sequences());
        Assert.Equal(
            Enumerable.Repeat(new[] { false, true }, 9).SelectMany(marks => marks),
            _sender.Sent.Select(delivery => delivery.Packet.Header.Marker));
        Assert.Equal(18, slot.PacketsForwarded);
    }

    [Fact]
    public void Frame_numbers_move_together_and_go_on_over_a_switch_to_another_publication()
    {
        var slot = Watch(publication: 1, height: 1080);
        Picture(1, isKey: true);
        Picture(1);
        Publish(2);
        _room.Handle(new MediaCommand.Bind(slot.Id, new(2)), _now);
        Tick();
        _frame = 7_000;
        Picture(2, isKey: true);
        Picture(2);

        Assert.Equal(Enumerable.Range(1, 12), _sender.Sent.Select(delivery => (int)Descriptor(delivery).FrameNumber));
        Assert.Equal(Enumerable.Range(0, 12).Select(number => (ushort)number), Sequences());
    }

    /// <summary>libwebrtc takes the numbers out of VP8's own descriptor then, and its receiver goes by these.</summary>
    [Fact]
    public void Vp8_that_is_told_by_descriptors_gets_frame_numbers_of_the_line()
    {
        _format = new(41, "VP8/90000", VideoCodec.Vp8);
        _payload = [0x10, 0, 0, 0, 0x9d];
        Watch(publication: 1, height: 1080);
        Picture(1, isKey: true);
        Picture(1);

        Assert.Equal(Enumerable.Range(1, 6), _sender.Sent.Select(delivery => (int)Descriptor(delivery).FrameNumber));
    }

    [Fact]
    public void The_header_is_the_receivers_own()
    {
        Watch(publication: 1, height: 1080);
        Picture(1, isKey: true);

        var packet = _sender.Sent[1].Packet;
        Assert.True(packet.TryGetExtension(Mid, out var mid));
        Assert.Equal("v0"u8, mid);
        Assert.True(packet.TryGetExtension(TransportSequence, out var sequence));
        Assert.Equal(2, sequence.Length);
        Assert.False(packet.TryGetExtension(PublisherDescriptor, out _));
        Assert.True(packet.TryGetExtension(ReceiverDescriptor, out _));
        Assert.Equal([1, 2, 3, 4, 5], packet.Payload.ToArray());
    }

    [Fact]
    public void A_higher_layer_is_asked_for_by_a_key_frame_only_where_it_is_sent()
    {
        var slot = Watch(publication: 1, height: 67);
        Picture(1, isKey: true);
        for (var picture = 0; picture < 40; picture++)
            Picture(1, layers: 2);
        Events();

        _room.Handle(new MediaCommand.SetViewport(slot.Id, new(1920, 1080, true)), _now);
        Tick();
        Assert.Single(Events().OfType<MediaEvent.KeyFrameNeeded>());
        Picture(1, isKey: true, layers: 2);
        for (var picture = 0; picture < 100; picture++)
            Picture(1, layers: 2);

        // The top layer is announced but not sent: no key frame would bring it.
        Assert.Empty(Events().OfType<MediaEvent.KeyFrameNeeded>());
        Assert.Equal(1, Descriptor(_sender.Sent[^1]).SpatialId);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Who_sends_more_layers_than_it_said_is_seen_in_those_it_said(int announced)
    {
        _announced = announced;
        Watch(publication: 1, height: 1080);
        Picture(1, isKey: true);
        for (var picture = 0; picture < 8; picture++)
            Picture(1);

        Assert.Equal(Enumerable.Range(0, 9 * announced).Select(number => (ushort)number), Sequences());
        Assert.Equal(announced - 1, _sender.Sent.Max(delivery => Descriptor(delivery).SpatialId));
    }

    private static byte[] Describe(int template, ushort frame, bool hasStructure)
    {
        var descriptor = hasStructure ? Convert.FromHexString(KeyFrame) : [(byte)(0xc0 | template), 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(descriptor.AsSpan(1), frame);
        return descriptor;
    }

    private ReceiveSlot Watch(int publication, int height)
    {
        Publish(publication);
        var extensions = new RtpExtensionMap { AllowsMixedForms = true };
        extensions.TryAdd(Mid, RtpExtensionKind.Mid);
        extensions.TryAdd(TransportSequence, RtpExtensionKind.TransportSequence);
        extensions.TryAdd(ReceiverDescriptor, RtpExtensionKind.DependencyDescriptor);
        _room.Handle(new MediaCommand.AddSubscriber(new(1), null, extensions), _now);
        _room.SetBudget(new(1), Bitrate.FromKilobits(10_000));
        _room.Handle(
            new MediaCommand.AddSlot(new(1), new(1), new()
            {
                IsVideo = true,
                Ssrc = new(9),
                ClockRate = 90_000,
                Formats = [_format with { PayloadType = 45 }],
                Mid = "v0",
            }),
            _now);
        _room.Handle(new MediaCommand.Bind(new(1), new(publication)), _now);
        _room.Handle(new MediaCommand.SetViewport(new(1), new(height, height, true)), _now);
        Tick();
        return _room.Find(new SlotId(1))!;
    }

    private void Publish(int id)
    {
        var extensions = new RtpExtensionMap();
        extensions.TryAdd(PublisherDescriptor, RtpExtensionKind.DependencyDescriptor);
        Assert.Equal(MediaRefusal.None, _room.Handle(
            new MediaCommand.Publish(new(id), new()
            {
                Participant = new(id),
                Source = MediaSource.Camera,
                Formats = [_format],
                Extensions = extensions,
                IsScalable = true,
                Encodings = Encodings[.._announced],
            }),
            _now));
    }

    /// <summary>One frame of each layer, a packet each.</summary>
    private void Picture(int publication, bool isKey = false, int layers = 3)
    {
        _timestamp += 3000;
        _phase = isKey ? 0 : _phase + 1;
        var template = isKey ? 1 : Pattern[(_phase - 1) % Pattern.Length];
        for (var spatial = 0; spatial < 3; spatial++)
        {
            var frame = _frame++;
            if (spatial >= layers)
                continue;
            Send(publication, Describe(template + (spatial * 5), frame, isKey && spatial == 0), spatial == layers - 1);
        }

        _now += TimeSpan.FromMilliseconds(33);
        Tick();
    }

    private void Send(int publication, byte[] descriptor, bool marker)
    {
        var bytes = new byte[300];
        Assert.True(RtpPacketWriter.TryBegin(bytes, RtpExtensionForm.TwoByte, out var writer));
        writer.SetHeader(41, marker, _sequence++, _timestamp, new Ssrc((uint)publication));
        Assert.True(writer.TryAddExtension(PublisherDescriptor, descriptor));
        Assert.True(writer.TryWritePayload(_payload));
        Assert.True(RtpPacket.TryParse(bytes.AsSpan(0, writer.Length), out var packet));
        var stream = _room.Find(new PublicationId(publication))!.Streams[0];
        Assert.Equal(DropReason.None, _room.Receive(stream, packet, _now, ref _sender));
        _room.Forward(_now, ref _sender);
    }

    private void Tick()
    {
        if (_room.NextDeadline <= _now)
            _room.Tick(_now);
    }

    private List<MediaEvent> Events()
    {
        var events = new List<MediaEvent>();
        while (_room.TryTakeEvent(out var happened))
            events.Add(happened);
        return events;
    }

    private IEnumerable<ushort> Sequences() => _sender.Sent.Select(delivery => delivery.Sequence);

    private static DependencyDescriptor Descriptor(Delivery delivery)
    {
        var parser = new DependencyDescriptorParser();
        Assert.True(parser.TryParse(Convert.FromHexString(KeyFrame)));
        Assert.True(delivery.Packet.TryGetExtension(ReceiverDescriptor, out var data));
        Assert.True(parser.TryParse(data));
        return parser.Descriptor;
    }
}
