using System.Runtime.InteropServices;

namespace Plenum.Media.Forwarding;

/// <summary>
/// Offers packets to the slots of their publication: all of them to one after the other, and then what they let in. A bug
/// on the way is found out to be one receiver's or the publisher's, and the others get what is theirs.
/// </summary>
internal static class RunOffer
{
    /// <summary>As many as come from memory at one time, and lie in the nearest caches until it is their turn.</summary>
    private const int PrefetchGroup = 8;

    /// <summary>Offers a run, and tells what began to be shown by it and who is to end.</summary>
    public static void Make<TSender>(in PacketRun run, Queue<MediaEvent> events, ref TSender sender)
        where TSender : struct, IMediaSender
    {
        var slots = run.Stream.Publication.Slots;
        var faults = default(OfferFaults);
        var next = 0;
        while (next < slots.Count && !faults.IsPublishers)
        {
            try
            {
                MakeFrom(ref next, run, events, ref sender);
            }
            catch (Exception bug)
            {
                faults.Note(slots[next++], bug);
            }
        }

        try
        {
            CatchUp(run, ref sender);
        }
        catch (Exception bug)
        {
            faults.Note(bug);
        }

        if (faults.Judge(run.Stream) is { } fault)
            events.Enqueue(fault);
    }

    /// <summary>Offers to the slots from one on; which one it is at is known whatever happens.</summary>
    private static void MakeFrom<TSender>(
        ref int next, in PacketRun run, Queue<MediaEvent> events, ref TSender sender)
        where TSender : struct, IMediaSender
    {
        var slots = run.Stream.Publication.Slots;
        for (; next < slots.Count; next++)
        {
            if (next % PrefetchGroup == 0)
                Prefetch(slots, next, ref sender);
            if (slots[next].Offer(run, ref sender))
                events.Enqueue(new MediaEvent.FirstForwarded(slots[next].Id, run.Stream.Publication.Id));
        }
    }

    /// <summary>A key frame's start that came late: what follows it is here already, and comes only once.</summary>
    private static void CatchUp<TSender>(in PacketRun run, ref TSender sender)
        where TSender : struct, IMediaSender
    {
        var stream = run.Stream;
        foreach (var entry in run.Packets)
        {
            if (!entry.Traits.StartsKeyFrame)
                continue;
            for (var sequence = entry.Sequence + 1; sequence <= stream.Ring.Highest; sequence++)
            {
                if (stream.Ring.Find(sequence) is { } follower && follower.Arrival < entry.Arrival)
                    OfferLate(new(stream, [follower], stream.DescriptorOf(follower), run.Now), entry, ref sender);
            }
        }
    }

    /// <summary>Offers a packet once more, to the slots that have just entered at another.</summary>
    private static void OfferLate<TSender>(in PacketRun late, SourcePacket entry, ref TSender sender)
        where TSender : struct, IMediaSender
    {
        foreach (var slot in late.Stream.Publication.Slots)
        {
            if (slot.HasEnteredAt(late.Stream, entry))
                slot.Offer(late, ref sender);
        }
    }

    /// <summary>
    /// Asks for what belongs to the next slots: for all of them the next thing, so that they come from memory together.
    /// </summary>
    private static void Prefetch<TSender>(List<ReceiveSlot> slots, int first, ref TSender sender)
        where TSender : struct, IMediaSender
    {
        // What belongs to a few stays in the caches from packet to packet.
        if (slots.Count <= PrefetchGroup)
            return;
        var group = CollectionsMarshal.AsSpan(slots)[first..Math.Min(slots.Count, first + PrefetchGroup)];
        foreach (var slot in group)
            slot.Prefetch(0);
        for (var level = 1; level <= ReceiveSlot.PrefetchLevels; level++)
        {
            foreach (var slot in group)
            {
                slot.Prefetch(level);
                sender.Prefetch(slot, level);
            }
        }
    }
}
