namespace Plenum.Rtc.Rtcp;

/// <summary>One item of a source description.</summary>
public readonly ref struct SourceDescriptionItem
{
    /// <summary>The item type of the canonical name, which ties the streams of one participant together.</summary>
    public const byte CanonicalName = 1;

    internal SourceDescriptionItem(Ssrc source, byte type, ReadOnlySpan<byte> text)
    {
        Source = source;
        Type = type;
        Text = text;
    }

    /// <summary>The source described.</summary>
    public Ssrc Source { get; }

    /// <summary>The item type.</summary>
    public byte Type { get; }

    /// <summary>The item's text, UTF-8.</summary>
    public ReadOnlySpan<byte> Text { get; }
}
