using Plenum.Media.Forwarding;
using Plenum.Rtc;
using Plenum.Rtc.Codecs;
using Plenum.Rtc.Rtp;

namespace Plenum.Media.Tests;

/// <summary>A room with a clock, everything that it sent, and everything that it told.</summary>
internal sealed class RoomHarness
{
    public static readonly MediaFormat[] VideoFormats = [new(Vp8.PayloadType, "VP8/90000", VideoCodec.Vp8)];
    public static readonly MediaFormat[] AudioFormats = [new(111, "opus/48000/2"), new(63, "red/48000/2")];
    private readonly Dictionary<SlotId, SubscriberId> _subscribers = [];
    private RecordingSender _sender = new();

    public PacketPool Pool { get; } = new(100_000);

    public MediaRoom Room { get; }

    public Timestamp Now { get; private set; } = Timestamp.FromMilliseconds(10_000);

    public List<Delivery> Sent => _sender.Sent;

    /// <summary>Slots that a bug keeps from being sent to.</summary>
    public HashSet<ReceiveSlot> Faulty => _sender.Faulty;

    public List<(ReceiveSlot Slot, NtpTime Ntp, uint Timestamp)> Clocks => _sender.Clocks;

    public List<MediaEvent> Events { get; } = [];

    public RoomHarness(MediaRoomLimits? limits = null) => Room = new MediaRoom(Pool, limits ?? new());

    public MediaRefusal Handle(MediaCommand command)
    {
        var refusal = Room.Handle(command, Now);
        TakeEvents();
        return refusal;
    }

    public void Must(MediaCommand command) => Assert.Equal(MediaRefusal.None, Handle(command));

    /// <summary>A camera with three encodings of 100, 400 and 1200 kbit/s.</summary>
    public Publication PublishCamera(int id, MediaSource source = MediaSource.Camera)
    {
        Must(new MediaCommand.Publish(new(id), new()
        {
            Participant = new(id),
            Source = source,
            Formats = VideoFormats,
            Extensions = new(),
            Encodings =
            [
                new(320, 180, Bitrate.FromKilobits(100)),
                new(640, 360, Bitrate.FromKilobits(400)),
                new(1280, 720, Bitrate.FromKilobits(1200)),
            ],
        }));
        return Room.Find(new PublicationId(id))!;
    }

    public Publication PublishMicrophone(int id, RtpExtensionMap? extensions = null)
    {
        Must(new MediaCommand.Publish(new(id), new()
        {
            Participant = new(id % 1000),
            Source = MediaSource.Microphone,
            Formats = AudioFormats,
            Extensions = extensions ?? new(),
        }));
        return Room.Find(new PublicationId(id))!;
    }

    public ReceiveSlot AddSlot(
        int id, bool isVideo = true, bool follows = false, int? subscriber = null, IReadOnlyList<MediaFormat>? formats = null)
    {
        var owner = new SubscriberId(subscriber ?? id);
        Room.Handle(new MediaCommand.AddSubscriber(owner, new(owner.Value), new()), Now);
        Room.SetBudget(owner, Bitrate.FromKilobits(10_000));
        Must(new MediaCommand.AddSlot(new(id), owner, new()
        {
            IsVideo = isVideo,
            Ssrc = new((uint)(1000 + id)),
            ClockRate = isVideo ? 90_000 : 48_000,
            Formats = formats ?? (isVideo ? [new(100, "VP8/90000", VideoCodec.Vp8)] : [new(109, "opus/48000/2")]),
            FirstSequence = 65_530,
            FirstTimestamp = uint.MaxValue - 1000,
            FollowsSpeakers = follows,
        }));
        _subscribers[new(id)] = owner;
        return Room.Find(new SlotId(id))!;
    }

    /// <summary>A slot that shows a publication as large as it can.</summary>
    public ReceiveSlot Watch(int slot, int publication, int height = 720)
    {
        var added = AddSlot(slot);
        Must(new MediaCommand.Bind(new(slot), new(publication)));
        Must(new MediaCommand.SetViewport(new(slot), new(height * 16 / 9, height, true)));
        Pass(0);
        return added;
    }

    public void SetBudget(int slot, double kilobits) =>
        Room.SetBudget(_subscribers[new(slot)], Bitrate.FromKilobits(kilobits));

    public DropReason Receive(Publication? publication, int encoding, byte[] bytes)
    {
        Assert.True(RtpPacket.TryParse(bytes, out var packet));
        var drop = Room.Receive(publication?.Streams[encoding], packet, Now, ref _sender);
        if (!HoldsPackets)
            Forward();
        return drop;
    }

    /// <summary>Whether what is received waits for <see cref="Forward"/>; else it goes on at once.</summary>
    public bool HoldsPackets { get; set; }

    public void Forward()
    {
        Room.Forward(Now, ref _sender);
        TakeEvents();
    }

    public void Receive(Publication publication, Vp8 packet) =>
        Receive(publication, packet.Encoding, packet.ToBytes());

    public bool Repeat(ReceiveSlot slot, ushort sequence, double roundTrip = 50) =>
        slot.Repeat(sequence, TimeSpan.FromMilliseconds(roundTrip), Now, ref _sender);

    public void Report(SourceStream stream, NtpTime ntp, uint timestamp) =>
        stream.NoteSenderReport(ntp, timestamp, Now, ref _sender);

    /// <summary>Time passes, and what is due is done.</summary>
    public void Pass(double milliseconds)
    {
        Now += TimeSpan.FromMilliseconds(milliseconds);
        if (Room.NextDeadline <= Now)
            Room.Tick(Now);
        TakeEvents();
    }

    public IEnumerable<Delivery> To(ReceiveSlot slot) => Sent.Where(delivery => delivery.Slot == slot);

    private void TakeEvents()
    {
        while (Room.TryTakeEvent(out var happened))
            Events.Add(happened);
    }
}
