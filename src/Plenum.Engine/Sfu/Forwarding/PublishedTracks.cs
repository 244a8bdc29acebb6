using Plenum.Media;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>The tracks of a room that its publications come by, by the control plane's name and by the media room's number.</summary>
internal sealed class PublishedTracks
{
    private readonly Dictionary<PublicationKey, InboundTrack> _byKey = [];
    private readonly Dictionary<PublicationId, InboundTrack> _byId = [];

    public IReadOnlyCollection<InboundTrack> All => _byKey.Values;

    public InboundTrack? Find(PublicationKey key) => _byKey.GetValueOrDefault(key);

    public InboundTrack? Find(PublicationId id) => _byId.GetValueOrDefault(id);

    /// <summary>Adds a track that has begun. The one that had the key is known by its number alone from then on.</summary>
    public void Add(InboundTrack track)
    {
        _byKey[track.Key] = track;
        _byId.Add(track.Publication!.Id, track);
    }

    /// <summary>Takes a track out before it ends.</summary>
    public void Remove(InboundTrack track)
    {
        if (IsCurrent(track))
            _byKey.Remove(track.Key);
        _byId.Remove(track.Publication!.Id);
    }

    /// <summary>Whether the publication comes by this track, and not by one that has taken its place.</summary>
    public bool IsCurrent(InboundTrack track) => Find(track.Key) == track;
}
