using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting.Media;

/// <summary>Who spoke, the latest first. Bounded; who has not spoken stands behind all who have.</summary>
internal sealed class SpeakingOrder
{
    private const int Limit = 64;

    private readonly List<ParticipantId> _order = [];

    /// <summary>Who spoke last; null if nobody did.</summary>
    public ParticipantId? Latest => _order.Count > 0 ? _order[0] : null;

    public void Note(ParticipantId speaker)
    {
        _order.Remove(speaker);
        _order.Insert(0, speaker);
        if (_order.Count > Limit)
            _order.RemoveAt(Limit);
    }

    /// <summary>A participant's place, the lower the later they spoke.</summary>
    public int PlaceOf(ParticipantId participant) => _order.IndexOf(participant) is >= 0 and var place ? place : Limit;
}
