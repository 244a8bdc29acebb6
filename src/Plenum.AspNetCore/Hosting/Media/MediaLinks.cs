using System.Diagnostics.CodeAnalysis;
using Plenum.Engine.Sfu;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting.Media;

/// <summary>
/// The connections of a room's participants: one each, and while a new one comes up, the one that it replaces.
/// </summary>
internal sealed class MediaLinks
{
    private readonly Dictionary<ParticipantId, MediaLink> _byParticipant = [];
    private readonly Dictionary<ConnectionKey, MediaLink> _byConnection = [];

    /// <summary>The newest of each participant.</summary>
    public IReadOnlyCollection<MediaLink> All => _byParticipant.Values;

    public MediaLink? Of(ParticipantId participant) => _byParticipant.GetValueOrDefault(participant);

    /// <summary>Adds a participant's new connection.</summary>
    /// <returns>The one that has to go at once: whoever offers again and again has no more than two.</returns>
    public ConnectionKey? Add(MediaLink link)
    {
        var older = Of(link.Participant);
        var surplus = older is { IsConnected: false } ? older : older?.Replaces;
        link.Replaces = older is { IsConnected: false } ? older.Replaces : older;
        if (link.Replaces is { } kept)
            kept.Replaces = null;
        if (surplus is not null)
            _byConnection.Remove(surplus.Connection);
        _byParticipant[link.Participant] = link;
        _byConnection[link.Connection] = link;
        return surplus?.Connection;
    }

    /// <summary>Media flows on a connection: what it replaces is no longer needed.</summary>
    /// <returns>What that was.</returns>
    public ConnectionKey? Connected(ConnectionKey connection, out MediaLink? link)
    {
        if (!_byConnection.TryGetValue(connection, out link))
            return null;
        link.IsConnected = true;
        var old = link.Replaces?.Connection;
        link.Replaces = null;
        if (old is { } key)
            _byConnection.Remove(key);
        return old;
    }

    /// <summary>A connection is over. Where it was to replace another that still is, that one goes on.</summary>
    /// <returns>Whether it was somebody's, and the newest of theirs.</returns>
    public bool TryEnd(ConnectionKey connection, [NotNullWhen(true)] out MediaLink? link)
    {
        if (!_byConnection.Remove(connection, out link))
            return false;
        var newest = _byParticipant[link.Participant];
        if (newest != link)
        {
            newest.Replaces = null;
            return false;
        }

        if (link.Replaces is { } old)
            (_byParticipant[link.Participant], old.MustFill, old.MustTell) = (old, true, true);
        else
            _byParticipant.Remove(link.Participant);
        return true;
    }

    /// <summary>Forgets a participant.</summary>
    /// <returns>The connections that they had.</returns>
    public IReadOnlyList<ConnectionKey> Remove(ParticipantId participant)
    {
        var removed = new List<ConnectionKey>();
        _byParticipant.Remove(participant, out var link);
        for (; link is not null; link = link.Replaces)
        {
            _byConnection.Remove(link.Connection);
            removed.Add(link.Connection);
        }

        return removed;
    }

    public void Clear()
    {
        _byParticipant.Clear();
        _byConnection.Clear();
    }
}
