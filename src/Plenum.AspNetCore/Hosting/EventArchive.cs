using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting;

/// <summary>
/// A room's events as they go over the wire: written once, however many they concern, and kept as bytes for those who come
/// back. The room's owner alone calls it.
/// </summary>
/// <param name="room">Where they happen.</param>
/// <param name="encoder">Writes them.</param>
/// <param name="maxBytes">How many bytes are kept.</param>
internal sealed class EventArchive(RoomName room, IEventEncoder encoder, int maxBytes) : IEventStore
{
    private readonly ByteRing _kept = new(maxBytes);
    private readonly Dictionary<RoomEvent, byte[]> _fresh = new(ReferenceEqualityComparer.Instance);

    public long Oldest => _kept.Oldest;

    public long Append(RoomEvent told)
    {
        if (!_fresh.TryGetValue(told, out var body))
            _fresh.Add(told, body = encoder.Encode(room, told));
        return _kept.Append(body);
    }

    /// <summary>What was told since the last <see cref="Settle"/>; its bytes are shared and do not change.</summary>
    public byte[] Find(RoomEvent told) => _fresh[told];

    /// <summary>What was told before.</summary>
    public byte[] Find(long entry)
    {
        var body = new byte[_kept.LengthOf(entry)];
        _kept.CopyTo(entry, body);
        return body;
    }

    /// <summary>All that was told is on its way.</summary>
    public void Settle() => _fresh.Clear();
}
