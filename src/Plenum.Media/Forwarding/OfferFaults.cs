namespace Plenum.Media.Forwarding;

/// <summary>
/// Whose bug it is when packets of a stream cannot be forwarded: its receiver's where others got them, else the
/// publisher's who sent them.
/// </summary>
internal struct OfferFaults
{
    private ReceiveSlot? _slot;
    private Exception? _bug;

    /// <summary>Whether it is the publisher's for certain: nobody else is offered what it sent.</summary>
    public bool IsPublishers { get; private set; }

    /// <summary>A slot could not take them.</summary>
    public void Note(ReceiveSlot slot, Exception bug)
    {
        IsPublishers = _slot is not null;
        (_slot, _bug) = (slot, _bug ?? bug);
    }

    /// <summary>The stream itself could not be read.</summary>
    public void Note(Exception bug) => (IsPublishers, _bug) = (true, _bug ?? bug);

    /// <summary>Who is to end; null for nobody.</summary>
    public readonly MediaEvent? Judge(SourceStream stream)
    {
        if (_bug is null)
            return null;
        if (_slot is null || IsPublishers || !HasOthers(stream))
            return new MediaEvent.PublicationFaulted(stream.Publication.Id, _bug);
        return new MediaEvent.SubscriberFaulted(_slot.Subscriber.Id, _bug);
    }

    /// <summary>Whether another slot shows the same stream: it got what this one could not take.</summary>
    private readonly bool HasOthers(SourceStream stream)
    {
        foreach (var slot in stream.Publication.Slots)
        {
            if (slot != _slot && slot.Current is { } feed && feed.Publication == stream.Publication
                && (feed.Selector is null || feed.Selector.Stream == stream.Encoding))
            {
                return true;
            }
        }

        return false;
    }
}
