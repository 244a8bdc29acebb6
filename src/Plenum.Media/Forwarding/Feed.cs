using Plenum.Rtc;

namespace Plenum.Media.Forwarding;

/// <summary>A publication as one slot takes it: chosen layers, and payload types in the receiver's numbers.</summary>
internal sealed class Feed
{
    /// <summary>A payload type that the receiver does not understand.</summary>
    public const byte NotAgreed = 255;

    private readonly byte[] _payloadTypes = new byte[128];

    public Feed(Publication publication, SlotOptions slot)
    {
        Publication = publication;
        Selector = publication.IsVideo ? new LayerSelector(publication.IsScalable) : null;
        Array.Fill(_payloadTypes, NotAgreed);
        foreach (var published in publication.Options.Formats)
        {
            foreach (var understood in slot.Formats)
            {
                if (published.Name == understood.Name)
                    _payloadTypes[published.PayloadType & 0x7f] = understood.PayloadType;
            }
        }
    }

    public Publication Publication { get; }

    /// <summary>Null for audio, all of which goes on.</summary>
    public LayerSelector? Selector { get; }

    /// <summary>Whether its audio has begun.</summary>
    public bool HasBegun { get; set; }

    /// <summary>Since when it goes to the slot; never if nothing of it ever has.</summary>
    public Timestamp FlownSince { get; set; } = Timestamp.Never;

    /// <summary>Whether anything of it has ever gone to the slot.</summary>
    public bool HasFlown => FlownSince != Timestamp.Never;

    /// <summary>Whether pictures or sound of it go to the slot.</summary>
    public bool IsFlowing => Selector is null ? HasBegun : Selector.Stream != LayerSelector.None;

    public byte PayloadTypeOf(byte published) => _payloadTypes[published];

    public void Prefetch()
    {
        Rtc.Prefetch.Object(Selector, 2);
        Rtc.Prefetch.Object(_payloadTypes, 3);
    }
}
