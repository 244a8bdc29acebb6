namespace Plenum.Rtc.Rtp;

/// <summary>One element of a header extension block (RFC 8285).</summary>
public readonly ref struct RtpExtension
{
    internal RtpExtension(byte id, int offset, ReadOnlySpan<byte> data)
    {
        Id = id;
        Offset = offset;
        Data = data;
    }

    /// <summary>The negotiated local identifier, 1 to 14 in the one-byte form, 1 to 255 in the two-byte form.</summary>
    public byte Id { get; }

    /// <summary>Where the data starts, counted from <see cref="RtpHeader.ExtensionOffset"/>: for edits in place.</summary>
    public int Offset { get; }

    /// <summary>The element's data.</summary>
    public ReadOnlySpan<byte> Data { get; }
}
