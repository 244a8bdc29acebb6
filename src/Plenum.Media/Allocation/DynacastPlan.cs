using Plenum.Media.Forwarding;
using Plenum.Rtc;

namespace Plenum.Media.Allocation;

/// <summary>
/// Which layers of a publication anybody needs. What is needed is asked for at once; what is not needed any more is
/// stopped only after a while, because starting a layer costs a key frame.
/// </summary>
/// <param name="startsWanted">Whether every layer counts as needed at first, for nobody has had the time to say so.</param>
internal sealed class DynacastPlan(bool startsWanted = true)
{
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(3);

    private readonly Timestamp[] _neededAt = new Timestamp[Layer.MaxSpatial];

    /// <summary>The layers that the publisher is asked to send, one bit each; all until <see cref="Update"/> says less.</summary>
    public uint Wanted { get; private set; } = uint.MaxValue;

    /// <summary>Takes in what is needed now.</summary>
    /// <returns>Whether the publisher must be told something new.</returns>
    public bool Update(uint needed, int layers, Timestamp now)
    {
        var wanted = 0u;
        for (var layer = 0; layer < layers; layer++)
        {
            if ((needed & (1u << layer)) != 0 || (startsWanted && _neededAt[layer] == Timestamp.Zero))
                _neededAt[layer] = now;
            if (_neededAt[layer] != Timestamp.Zero && now - _neededAt[layer] < Hold)
                wanted |= 1u << layer;
        }

        var isNew = wanted != Wanted;
        Wanted = wanted;
        return isNew;
    }

    /// <summary>The layers that slots are fed from or on the way to.</summary>
    public static uint Needed(Publication publication)
    {
        var needed = 0u;
        foreach (var slot in publication.Slots)
        {
            var feed = slot.Current?.Publication == publication ? slot.Current : slot.Wanted;
            if (feed?.Selector is not { Target: { } target } selector)
            {
                // Who has nothing for want of budget only gets something back if it is there when there is room.
                needed |= slot.WasStarved ? 1u : 0;
                continue;
            }

            var own = 1u << target.Spatial;
            needed |= publication.IsScalable ? (own << 1) - 1 : own | StreamBit(selector) | 1;
        }

        return needed;
    }

    private static uint StreamBit(LayerSelector selector) =>
        selector.Stream == LayerSelector.None ? 0 : 1u << selector.Stream;
}
