using System.Collections.Immutable;
using System.Threading.Channels;
using Plenum.Client.Link;
using Plenum.Client.Signaling;
using Plenum.Protocol;

namespace Plenum.Client;

/// <summary>
/// What a client knows of its room and itself. The session alone changes the room, one message at a time; everybody may
/// read. What follows for media is left to the link's loop.
/// </summary>
internal sealed class Participation(
    PlenumClientOptions options, Func<Func<long, Request>, CancellationToken, Task<ServerMessage>> request)
    : ISessionOwner, ILinkOwner
{
    private const int EventsKept = 4096;

    private static readonly RoomState Nothing = new() { Info = null!, Participants = ImmutableDictionary<string, ParticipantInfo>.Empty };

    private readonly Channel<ClientEvent> _events = Channel.CreateBounded<ClientEvent>(
        new BoundedChannelOptions(EventsKept) { FullMode = BoundedChannelFullMode.Wait });

    private volatile RoomState _room = Nothing;
    private volatile string _id = "";
    private ImmutableDictionary<string, RemoteTrack> _remote = ImmutableDictionary<string, RemoteTrack>.Empty;
    private ImmutableList<LocalTrack> _local = [];
    private long _eventsDropped;
    private volatile ClientState _state = ClientState.Resuming;

    public ServerLink Link { get; set; } = null!;

    public string Id => _id;

    public RoomState Room => _room;

    public ClientState State => _state;

    public IReadOnlyList<Viewport> Viewports { get; set; } = [];

    public long EventsDropped => Interlocked.Read(ref _eventsDropped);

    public ImmutableDictionary<string, RemoteTrack> RemoteTracks => Volatile.Read(ref _remote);

    public ImmutableList<LocalTrack> LocalTracks => Volatile.Read(ref _local);

    public IReadOnlyList<PublicationSpec> Publications => [.. LocalTracks.Select(track => track.Spec)];

    public bool IsOnline => _state == ClientState.Online;

    public LinkDemand Demand
    {
        get
        {
            var tracks = RemoteTracks.Values.ToList();
            return new LinkDemand(
                LocalTracks,
                tracks.Count(track => track.Kind == TrackKind.Audio),
                tracks.Count(track => track.Kind == TrackKind.Video),
                ForwardEdges(_room).Where(edge => edge.Publisher == _id).Select(edge => edge.Publication).ToHashSet());
        }
    }

    public void Add(LocalTrack track) => ImmutableInterlocked.Update(ref _local, tracks => tracks.Add(track));

    /// <summary>Removes a track; false if it is not there any more.</summary>
    public bool Remove(LocalTrack track)
    {
        track.Activate(null);
        return ImmutableInterlocked.Update(ref _local, tracks => tracks.Remove(track));
    }

    public IAsyncEnumerable<ClientEvent> ReadEventsAsync(CancellationToken cancellationToken) =>
        _events.Reader.ReadAllAsync(cancellationToken);

    public void Enter(string participant, RoomSnapshot room, bool isNew)
    {
        _id = participant;
        foreach (var track in LocalTracks)
            track.Join(participant);
        _room = RoomState.From(room);
        if (isNew)
            Link.Replace();
        Tell(new ClientEvent.RoomReplaced(_room));
        Follow();
    }

    public void Handle(RoomEvent happened)
    {
        _room = _room.After(happened);
        Tell(new ClientEvent.RoomChanged(happened));
        Follow();
    }

    public void Handle(ServerMessage message)
    {
        switch (message)
        {
            case ServerMessage.Slots slots:
                Link.Note(slots);
                break;
            case ServerMessage.ConnectionLost lost:
                Link.Replace(lost.Connection);
                break;
            case ServerMessage.Speaker speaker:
                Tell(new ClientEvent.SpeakerChanged(speaker.Participant));
                break;
        }
    }

    public void SetState(ClientState state)
    {
        if (_state == state)
            return;
        _state = state;
        Tell(new ClientEvent.StateChanged(state));
        Link.Note();
    }

    /// <summary>It is over: nothing comes any more.</summary>
    public void End()
    {
        foreach (var track in LocalTracks)
            track.Activate(null);
        foreach (var track in RemoteTracks.Values)
            track.End();
        SetState(ClientState.Ended);
        _events.Writer.TryComplete();
    }

    public RemoteTrack? FindTrack(string publication) => RemoteTracks.GetValueOrDefault(publication);

    public Task<ServerMessage> RequestAsync(Func<long, Request> make, CancellationToken cancellationToken) =>
        request(make, cancellationToken);

    public async Task RepeatAsync(CancellationToken cancellationToken)
    {
        if (Viewports is { Count: > 0 } viewports)
            await request(id => new Request.Viewports { Id = id, Tiles = viewports }, cancellationToken).ConfigureAwait(false);
    }

    public void Tell(ClientEvent happened)
    {
        if (!_events.Writer.TryWrite(happened))
            Interlocked.Increment(ref _eventsDropped);
    }

    private static IEnumerable<EdgeInfo> ForwardEdges(RoomState room) =>
        room.Edges.Values.Where(edge => edge.Via == EdgeVia.Forward);

    /// <summary>What follows from the room for the tracks of either side.</summary>
    private void Follow()
    {
        var room = _room;
        if (room.Participants.TryGetValue(_id, out var self))
        {
            foreach (var publication in self.Publications)
            {
                if (LocalTracks.Find(track => track.Id == publication.Id) is { } track)
                    track.IsMuted = publication.Muted;
            }
        }

        if (options.Subscribes)
            Subscribe(room);
        Link.Note();
    }

    private void Subscribe(RoomState room)
    {
        var forwarded = ForwardEdges(room).Where(edge => edge.Subscriber == _id).DistinctBy(edge => edge.Publication)
            .ToDictionary(edge => edge.Publication, edge => edge.Publisher);
        foreach (var (id, track) in RemoteTracks)
        {
            if (room.FindPublication(id) is { } info && forwarded.Remove(id))
                track.Info = info;
            else
                Unsubscribe(track);
        }

        foreach (var (id, publisher) in forwarded)
        {
            if (room.FindPublication(id) is { } info)
                Subscribe(new RemoteTrack(publisher, info));
        }
    }

    private void Subscribe(RemoteTrack track)
    {
        Volatile.Write(ref _remote, RemoteTracks.Add(track.Id, track));
        Tell(new ClientEvent.TrackSubscribed(track));
    }

    private void Unsubscribe(RemoteTrack track)
    {
        Volatile.Write(ref _remote, RemoteTracks.Remove(track.Id));
        track.End();
        Tell(new ClientEvent.TrackUnsubscribed(track));
    }
}
