using Plenum.Media;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>The tracks of a room that its publications come by, by the control plane's name and by the media room's number.</summary>
internal sealed class PublishedTracks
{
    private readonly Dictionary<PublicationKey, PublishedTrack> _byKey = [];
    private readonly Dictionary<PublicationId, PublishedTrack> _byId = [];

    /// <summary>Those that publications come by now.</summary>
    public IReadOnlyCollection<PublishedTrack> All => _byKey.Values;

    /// <summary>Those, and the ones whose place another has taken, until they end.</summary>
    public IReadOnlyCollection<PublishedTrack> Kept => _byId.Values;

    public PublishedTrack? Find(PublicationKey key) => _byKey.GetValueOrDefault(key);

    public PublishedTrack? Find(PublicationId id) => _byId.GetValueOrDefault(id);

    /// <summary>Adds a track that has begun. The one that had the key is known by its number alone from then on.</summary>
    public void Add(PublishedTrack track)
    {
        _byKey[track.Key] = track;
        _byId.Add(track.Publication!.Id, track);
    }

    /// <summary>Takes a track out before it ends.</summary>
    public void Remove(PublishedTrack track)
    {
        if (IsCurrent(track))
            _byKey.Remove(track.Key);
        _byId.Remove(track.Publication!.Id);
    }

    /// <summary>Whether the publication comes by this track, and not by one that has taken its place.</summary>
    public bool IsCurrent(PublishedTrack track) => Find(track.Key) == track;
}
