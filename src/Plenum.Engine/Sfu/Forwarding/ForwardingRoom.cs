using Plenum.Engine.Sfu.Mirroring;
using Plenum.Engine.Sfu.Negotiation;
using Plenum.Media;
using Plenum.Media.Forwarding;
using Plenum.Media.Shedding;
using Plenum.Rtc;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>
/// A room on a shard: the connections on one side, the media room's decisions on the other, and between them who feeds
/// what. Belongs to the shard's thread; the control plane speaks to it by <see cref="SfuRoom"/>. A room with many
/// connections has several such branches, each on a shard of its own, and what one receives is mirrored to the others.
/// </summary>
internal sealed class ForwardingRoom
{
    private static readonly TimeSpan BudgetInterval = TimeSpan.FromMilliseconds(100);

    private readonly SfuCore _core;
    private readonly ISfuListener _listener;
    private readonly MediaRoom _media;
    private readonly Dictionary<ConnectionKey, SfuConnection> _connections = [];
    private readonly PublishedTracks _tracks = new();
    private readonly ParticipantNumbers _participants = new();
    private readonly LineBinder _lines;
    private ShedLevel _shed;
    private Timestamp _budgetsAt = Timestamp.Zero;
    private int _lastSubscriber;
    private readonly bool _isHome;
    private bool _isLost;

    /// <param name="core">Its shard's.</param>
    /// <param name="name">The room's.</param>
    /// <param name="isHome">Whether it is the room's first branch, which says for all who speaks.</param>
    /// <param name="listener">Hears what happens in it.</param>
    public ForwardingRoom(SfuCore core, string name, bool isHome, ISfuListener listener)
    {
        _core = core;
        _listener = listener;
        _isHome = isHome;
        Name = name;
        _media = new MediaRoom(core.Pool, new MediaRoomLimits());
        _lines = new LineBinder(core, _media, _tracks);
        Publications = new RoomPublications(this);
        Outgoing = new OutgoingMirrors(this);
        Incoming = new IncomingMirrors(this);
    }

    public string Name { get; }

    public SfuCore Core => _core;

    /// <summary>Its number on the shard; -1 before it is there and after its end.</summary>
    public int Number { get; set; } = -1;

    public Timestamp NextDeadline => _media.NextDeadline;

    /// <summary>Whether the shard knows that packets wait here to be forwarded.</summary>
    public bool IsWaiting { get; set; }

    public MediaRoom Media => _media;

    public Dictionary<ConnectionKey, SfuConnection> Connections => _connections;

    public PublishedTracks Tracks => _tracks;

    public ParticipantNumbers Participants => _participants;

    public LineBinder Lines => _lines;

    public RoomPublications Publications { get; }

    /// <summary>What it gives to the room's other branches.</summary>
    public OutgoingMirrors Outgoing { get; }

    /// <summary>What they give to it.</summary>
    public IncomingMirrors Incoming { get; }

    public PacedConnections Paced => _core.Paced;

    public HeldPackets Held => _core.Held;

    /// <summary>Makes a connection, or changes one that is there.</summary>
    public void Connect(ConnectionPlan plan, bool isNew, Timestamp now)
    {
        var connection = isNew ? Open(plan, now) : _connections.GetValueOrDefault(plan.Offer.Connection!.Value);
        // It may have ended since the offer was answered; that has been told.
        if (connection is null)
            return;
        if (plan.Session.RestartsIce)
            _core.Shard.Rename(connection.Peer, plan.Session.LocalCredentials.UserFragment);
        connection.Configure(plan, now);
        Publications.Change(connection, plan, now);
        _lines.Change(connection, plan, now);
        _core.Shard.Touch(connection.Peer);
    }

    /// <summary>Ends a connection with a goodbye; its end is heard of when the shard has seen it.</summary>
    public void Disconnect(ConnectionKey key)
    {
        if (!_connections.TryGetValue(key, out var connection))
            return;
        connection.Peer.Peer.Close();
        _core.Shard.Touch(connection.Peer);
    }

    /// <summary>Ends all connections, and all that other branches give.</summary>
    public void Close(Timestamp now)
    {
        foreach (var key in _connections.Keys.ToList())
            Disconnect(key);
        foreach (var track in _tracks.Kept.OfType<MirroredTrack>().ToList())
            Publications.Stop(track, now);
    }

    /// <summary>The room has another branch.</summary>
    public void Tie(BranchLink link, Timestamp now)
    {
        Outgoing.Add(link);
        NoteRanking(now);
    }

    /// <summary>A branch of the room is over.</summary>
    public void Untie(ForwardingRoom branch, Timestamp now)
    {
        if (Outgoing.Remove(branch) is { } link)
            Incoming.End(link, now);
    }

    /// <summary>Sets what a slot shows; what is not published yet is shown as soon as it is.</summary>
    public void Bind(ConnectionKey key, string mid, PublicationKey? publication, Timestamp now)
    {
        if (FindLine(key, mid) is not { FollowsSpeakers: false } line)
            return;
        line.Wanted = publication;
        _lines.Apply(line, now);
    }

    public void SetPaused(ConnectionKey key, string mid, bool isPaused, Timestamp now)
    {
        if (FindLine(key, mid) is { } line)
            _media.Handle(new MediaCommand.SetPaused(line.Slot.Id, isPaused), now);
    }

    /// <summary>Sets how large a client shows what it watches.</summary>
    public void SetViewports(
        ConnectionKey key, IReadOnlyDictionary<PublicationKey, Viewport> viewports, Timestamp now)
    {
        if (!_connections.TryGetValue(key, out var connection))
            return;
        connection.Viewports = viewports;
        foreach (var line in connection.Lines.Values)
            _lines.ApplyViewport(line, now);
    }

    /// <summary>A track ends, though its connection goes on.</summary>
    public void Unpublish(PublicationKey publication, Timestamp now)
    {
        foreach (var connection in _connections.Values)
        {
            foreach (var track in connection.Tracks.Values.Where(track => track.Key == publication).ToList())
                Publications.EndTrack(track, now);
        }
    }

    /// <summary>The road of a packet: whose it is, and to whom it goes.</summary>
    public void Receive(SfuConnection connection, scoped in ReceivedRtp packet, Timestamp now)
    {
        var source = packet.Stream.Tag as SourceStream ?? Publications.FindSource(connection, packet, now);
        var drop = Receive(source, packet.Packet, startsOver: false, now);
        if (drop == DropReason.None)
            Outgoing.Copy(source!, packet.Packet.Bytes, now);
        else if (drop == DropReason.PayloadTypeUnknown)
            Publications.FollowCodec(connection, packet, now);
    }

    /// <summary>Takes a packet of a publication, whichever way it came.</summary>
    /// <param name="source">Its stream; null if it belongs to none.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="startsOver">Whether its numbers have nothing to do with those of the packet before.</param>
    /// <param name="now">The time.</param>
    public DropReason Receive(SourceStream? source, scoped in RtpPacket packet, bool startsOver, Timestamp now)
    {
        var sender = new ShardMediaSender(_core.Shard, now);
        if (startsOver && source is not null)
            _media.StartOver(source, now, ref sender);
        var drop = _media.Receive(source, packet, now, ref sender);
        if (_media.HasWaiting)
            _core.NoteWaiting(this);
        return drop;
    }

    /// <summary>Takes what a publisher has reported of its clocks.</summary>
    public void NoteSenderReport(SourceStream source, NtpTime ntp, uint timestamp, Timestamp at)
    {
        var sender = new ShardMediaSender(_core.Shard, at);
        source.NoteSenderReport(ntp, timestamp, at, ref sender);
    }

    /// <summary>Sends on what was received since the last time.</summary>
    public void Forward(Timestamp now)
    {
        var sender = new ShardMediaSender(_core.Shard, now);
        _media.Forward(now, ref sender);
    }

    public void Repeat(OutboundLine line, ushort sequence, Timestamp now)
    {
        var sender = new ShardMediaSender(_core.Shard, now);
        var rest = line.Peer.Peer.RoundTripTime.Smoothed ?? TimeSpan.Zero;
        line.Slot.Repeat(sequence, rest, now, ref sender);
    }

    public void Handle(SfuConnection connection, PeerEvent happened, Timestamp now)
    {
        switch (happened)
        {
            case PeerEvent.Connected:
                connection.IsConnected = true;
                connection.UpdateBudget(_core.Shard, _media, BudgetInterval, now);
                Tell(new SfuEvent.Connected(connection.Key));
                foreach (var line in connection.Lines.Values)
                    _lines.Apply(line, now);
                break;
            case PeerEvent.ReachabilityChanged changed:
                Tell(new SfuEvent.ReachabilityChanged(connection.Key, changed.IsReachable));
                break;
            case PeerEvent.KeyFrameRequested { Stream.Tag: OutboundLine line }:
                _media.RequestKeyFrame(line.Slot, now);
                break;
            case PeerEvent.SenderReported { Stream.Tag: SourceStream source } report:
                NoteSenderReport(source, report.Ntp, report.RtpTimestamp, now);
                Outgoing.Report(source, report.Ntp, report.RtpTimestamp, now);
                break;
            case PeerEvent.Closed closed:
                Remove(connection, now);
                Tell(new SfuEvent.Closed(connection.Key, closed.Reason));
                break;
        }
    }

    public void Tick(Timestamp now)
    {
        // A join plans at once for whom it concerns; what all the other paths carry has its own time.
        if (_budgetsAt <= now)
        {
            _budgetsAt = now + BudgetInterval;
            foreach (var connection in _connections.Values)
            {
                if (connection.UpdateBudget(_core.Shard, _media, BudgetInterval, now))
                    _core.Shard.Touch(connection.Peer);
            }
        }

        _media.Tick(now);
    }

    /// <summary>The shard has too much to do, or no longer: so much is left out from now on.</summary>
    public void Shed(ShedLevel level, Timestamp now)
    {
        if (level == _shed)
            return;
        var isOther = level.Kind != _shed.Kind;
        _shed = level;
        _media.Shed(level, now);
        if (isOther)
            Tell(new SfuEvent.LoadChanged(level.Kind));
    }

    /// <summary>Passes on what the media room has told. Comes after everything that was put in.</summary>
    public void TakeEvents(Timestamp now)
    {
        while (_media.TryTakeEvent(out var happened))
            Handle(happened, now);
    }

    /// <summary>A bug has ended the room; nothing is told after that.</summary>
    public void Lose()
    {
        Tell(new SfuEvent.RoomLost());
        _isLost = true;
    }

    /// <summary>Tells a publisher which layers the room's branches want together, if that is new.</summary>
    public void TellLayers(InboundTrack track)
    {
        if (track.Publication is not null && _tracks.IsCurrent(track) && track.Demand.TryTakeChange(out var layers))
            Tell(new SfuEvent.LayersWanted(track.Key, layers));
    }

    /// <summary>Who speaks or what is published has changed: all branches rank it alike.</summary>
    public void NoteRanking(Timestamp now)
    {
        if (_isHome)
            Outgoing.Rank();
        else
            Incoming.Rank(now);
    }

    public void Tell(SfuEvent happened)
    {
        if (!_isLost)
            _listener.Tell(happened);
    }

    private void Handle(MediaEvent happened, Timestamp now)
    {
        switch (happened)
        {
            case MediaEvent.KeyFrameNeeded needed when _tracks.Find(needed.Stream.Publication.Id) is { } track:
                track.RequestKeyFrame(needed.Stream.Encoding, now);
                break;
            case MediaEvent.LayersWanted wanted when _tracks.Find(wanted.Publication) is { } track:
                track.Want(wanted.Layers);
                break;
            case MediaEvent.SpeakerChanged changed when _isHome && _participants.Find(changed.Participant) is { } participant:
                Tell(new SfuEvent.SpeakerChanged(participant));
                NoteRanking(now);
                break;
            case MediaEvent.FirstForwarded forwarded:
                NoteShown(forwarded.Slot, forwarded.Publication);
                break;
            case MediaEvent.PublicationFaulted faulted when _tracks.Find(faulted.Publication) is { } track:
                track.Fail(faulted.Bug);
                break;
            case MediaEvent.SubscriberFaulted faulted when Find(faulted.Subscriber) is { } connection:
                _core.Fail(connection, faulted.Bug);
                break;
            case MediaEvent.SlotRebound rebound when LineOf(rebound.Slot) is { } line:
                _lines.ApplyViewport(line, now);
                var shows = rebound.Publication is { } id ? _tracks.Find(id)?.Key : null;
                Tell(new SfuEvent.SlotRebound(line.Connection.Key, line.Plan.Mid, shows));
                break;
        }
    }

    private void NoteShown(SlotId slot, PublicationId publication)
    {
        if (LineOf(slot) is not { } line || _tracks.Find(publication) is not { } track)
            return;
        line.Shown = track.Key;
        Tell(new SfuEvent.FirstForwarded(line.Connection.Key, line.Plan.Mid, track.Key));
    }

    private OutboundLine? LineOf(SlotId slot) => (OutboundLine?)_media.Find(slot)?.Tag;

    private SfuConnection? Find(SubscriberId subscriber) =>
        _connections.Values.FirstOrDefault(connection => connection.Subscriber == subscriber);

    private OutboundLine? FindLine(ConnectionKey key, string mid) =>
        _connections.GetValueOrDefault(key)?.Lines.GetValueOrDefault(mid);

    private SfuConnection Open(ConnectionPlan plan, Timestamp now)
    {
        var peer = _core.AddPeer(plan.Session, now);
        var connection = new SfuConnection(this, peer, plan, _core.Options.Congestion)
        {
            Subscriber = new SubscriberId(++_lastSubscriber),
        };
        peer.Tag = connection;
        _connections.Add(connection.Key, connection);
        _media.Handle(
            new MediaCommand.AddSubscriber(
                connection.Subscriber, _participants.Take(connection.Participant), connection.Extensions),
            now);
        return connection;
    }

    private void Remove(SfuConnection connection, Timestamp now)
    {
        foreach (var track in connection.Tracks.Values.ToList())
            Publications.EndTrack(track, now);
        foreach (var line in connection.Lines.Values)
            _core.NoteEnd(line);
        _media.Handle(new MediaCommand.RemoveSubscriber(connection.Subscriber), now);
        connection.EndPacing(now);
        _participants.Release(connection.Participant);
        _connections.Remove(connection.Key);
    }
}
