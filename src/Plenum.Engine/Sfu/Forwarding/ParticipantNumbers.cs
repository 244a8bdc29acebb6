using Plenum.Media;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>The media room's numbers of participants, for as long as they have connections here or publish elsewhere.</summary>
internal sealed class ParticipantNumbers
{
    private readonly Dictionary<ParticipantKey, (ParticipantId Id, int Uses)> _byKey = [];
    private readonly Dictionary<ParticipantId, ParticipantKey> _byId = [];
    private int _last;

    /// <summary>A participant has one more connection, or publication of another branch.</summary>
    public ParticipantId Take(ParticipantKey key)
    {
        var (id, uses) = _byKey.TryGetValue(key, out var known) ? known : (new ParticipantId(++_last), 0);
        _byKey[key] = (id, uses + 1);
        _byId[id] = key;
        return id;
    }

    /// <summary>A participant has one less.</summary>
    public void Release(ParticipantKey key)
    {
        var (id, uses) = _byKey[key];
        if (uses > 1)
        {
            _byKey[key] = (id, uses - 1);
            return;
        }

        _byKey.Remove(key);
        _byId.Remove(id);
    }

    /// <summary>Whether a participant has a number.</summary>
    public bool Has(ParticipantKey key) => _byKey.ContainsKey(key);

    /// <summary>The number of a participant that has one.</summary>
    public ParticipantId Find(ParticipantKey key) => _byKey[key].Id;

    public ParticipantKey? Find(ParticipantId id) => _byId.TryGetValue(id, out var key) ? key : null;
}
