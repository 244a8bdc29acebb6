namespace Plenum.Rooms.Tests.Driver;

/// <summary>
/// What a client knows, built from a snapshot and then from nothing but events. It objects to every event that does not
/// fit what it knows: an edge to a stranger, a leave with edges left, news of an unknown track.
/// </summary>
internal sealed class View
{
    private readonly ParticipantId _self;
    private readonly int _chatHistory;
    private readonly List<ParticipantState> _participants;
    private readonly List<ChatEntry> _chat;
    private readonly Dictionary<EdgeId, Edge> _edges;
    private RoomState _room;
    private IReadOnlyList<WaitingState> _waiting;

    public View(ParticipantId self, RoomSnapshot snapshot, int chatHistory)
    {
        _self = self;
        _chatHistory = chatHistory;
        _room = snapshot.Room;
        _participants = [.. snapshot.Participants];
        _edges = snapshot.Edges.ToDictionary(edge => edge.Id);
        _chat = [.. snapshot.Chat];
        _waiting = snapshot.Waiting;
        Assert.All(_edges.Values, MustBeKnown);
    }

    public RoomSnapshot Snapshot => new()
    {
        Room = _room,
        Participants = _participants,
        Edges = [.. _edges.Values],
        Chat = _chat,
        Waiting = _waiting,
    };

    public void Apply(RoomEvent body)
    {
        switch (body)
        {
            case RoomEvent.ParticipantJoined e:
                Assert.DoesNotContain(_participants, known => known.Id == e.Participant.Id);
                _participants.Add(e.Participant);
                break;
            case RoomEvent.ParticipantUpdated e:
                var known = Known(e.Participant.Id);
                Assert.Equal(known.Publications, e.Participant.Publications);
                Replace(e.Participant);
                break;
            case RoomEvent.ParticipantLeft e:
                Assert.DoesNotContain(_edges.Values, edge => edge.Concerns(e.Participant));
                Assert.True(_participants.Remove(Known(e.Participant)));
                break;
            case RoomEvent.Published e:
                Assert.Throws<InvalidOperationException>(() => Known(e.Publication.Id));
                SetPublications(e.Publication.Id.Publisher, tracks => [.. tracks, e.Publication]);
                break;
            case RoomEvent.PublicationUpdated e:
                var old = Known(e.Publication.Id);
                SetPublications(old.Id.Publisher, tracks => [.. tracks.Select(track => track == old ? e.Publication : track)]);
                break;
            case RoomEvent.Unpublished e:
                Assert.DoesNotContain(_edges.Values, edge => edge.Publication == e.Publication);
                var gone = Known(e.Publication);
                SetPublications(gone.Id.Publisher, tracks => [.. tracks.Where(track => track != gone)]);
                break;
            case RoomEvent.PlanChanged e:
                Apply(e);
                break;
            case RoomEvent.ChatReceived e:
                _chat.Add(e.Entry);
                if (_chat.Count > _chatHistory)
                    _chat.RemoveAt(0);
                break;
            case RoomEvent.RoomUpdated e:
                _room = e.Room;
                break;
            case RoomEvent.WaitingChanged e:
                _waiting = e.Waiting;
                break;
            case RoomEvent.Signaled e:
                Assert.Contains(_edges.Values, edge => edge.Concerns(e.From));
                break;
            case RoomEvent.Reacted e:
                Known(e.Participant);
                break;
            case RoomEvent.UnmuteRequested e:
                Known(e.By);
                break;
            case RoomEvent.SessionRenewed e:
                Assert.Equal(_self, e.Session.Participant);
                break;
            default:
                Assert.Fail($"A participant is not told {body}");
                break;
        }
    }

    private void Apply(RoomEvent.PlanChanged change)
    {
        Assert.True(change.Added.Count + change.Removed.Count > 0, "a change that changes nothing");
        foreach (var id in change.Removed)
            Assert.True(_edges.Remove(id), $"{id} was not known");
        foreach (var edge in change.Added)
        {
            MustBeKnown(edge);
            Assert.True(_edges.TryAdd(edge.Id, edge), $"{edge} was known already");
        }
    }

    private void MustBeKnown(Edge edge)
    {
        Assert.True(edge.Concerns(_self), $"{edge} is none of {_self}'s business");
        Known(edge.Publication);
        Known(edge.Subscriber);
    }

    private ParticipantState Known(ParticipantId id) => _participants.Single(participant => participant.Id == id);

    private Publication Known(PublicationId id) => Known(id.Publisher).Publications.Single(track => track.Id == id);

    private void Replace(ParticipantState participant) =>
        _participants[_participants.FindIndex(known => known.Id == participant.Id)] = participant;

    private void SetPublications(ParticipantId id, Func<IReadOnlyList<Publication>, IReadOnlyList<Publication>> change)
    {
        var participant = Known(id);
        Replace(participant with { Publications = change(participant.Publications) });
    }
}
