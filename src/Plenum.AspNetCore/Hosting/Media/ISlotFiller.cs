using Plenum.Engine.Sfu;
using Plenum.Media;
using PublicationId = Plenum.Rooms.PublicationId;

namespace Plenum.AspNetCore.Hosting.Media;

/// <summary>Decides what each receive slot of one connection shows. It may remember; the room's owner alone calls it.</summary>
internal interface ISlotFiller
{
    /// <summary>Fills the slots.</summary>
    /// <param name="slots">All slots of the connection.</param>
    /// <param name="publishers">
    /// Whose publications reach this connection by the plan, each with those that do: who spoke last first, then in the
    /// order of joining.
    /// </param>
    /// <param name="bound">What the slots show now, by mid; of publications that are gone, nothing.</param>
    /// <returns>What they are to show, by mid.</returns>
    Dictionary<string, PublicationId> Fill(
        IReadOnlyList<SfuSlot> slots, IReadOnlyList<WatchedPublisher> publishers, IReadOnlyDictionary<string, PublicationId> bound);

    /// <summary>Takes what the client says of how large it shows what it watches: all of it, each time.</summary>
    void SetViewports(IReadOnlyDictionary<PublicationId, Viewport> viewports)
    {
    }
}
