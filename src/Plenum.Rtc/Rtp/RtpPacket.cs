namespace Plenum.Rtc.Rtp;

/// <summary>A view of a whole, decrypted RTP packet: nothing is copied, the bytes stay the caller's.</summary>
public readonly ref struct RtpPacket
{
    private RtpPacket(ReadOnlySpan<byte> bytes, scoped in RtpHeader header, int paddingLength)
    {
        Bytes = bytes;
        Header = header;
        PaddingLength = paddingLength;
    }

    /// <summary>The packet as it was given.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The header's fields.</summary>
    public RtpHeader Header { get; }

    /// <summary>The bytes of padding at the end, the count itself included; 0 without padding.</summary>
    public int PaddingLength { get; }

    /// <summary>The payload without padding; empty in a packet that only probes.</summary>
    public ReadOnlySpan<byte> Payload => Bytes[Header.Length..^PaddingLength];

    /// <summary>The header extension elements in the order of the packet.</summary>
    public RtpExtensionEnumerator Extensions => new(
        Bytes.Slice(Header.ExtensionOffset, Header.ExtensionLength),
        Header.ExtensionProfile);

    /// <summary>Reads a packet. A caller that drops on failure counts <see cref="DropReason.RtpMalformed"/>.</summary>
    /// <returns>False if header or padding do not fit into the bytes given.</returns>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out RtpPacket packet)
    {
        packet = default;
        if (!RtpHeader.TryParse(bytes, out var header))
            return false;
        var padding = 0;
        if (header.HasPadding)
        {
            padding = bytes.Length > header.Length ? bytes[^1] : 0;
            if (padding == 0 || header.Length + padding > bytes.Length)
                return false;
        }
        packet = new RtpPacket(bytes, header, padding);
        return true;
    }

    /// <summary>The first extension element with this id.</summary>
    /// <returns>False if the packet has none.</returns>
    public bool TryGetExtension(byte id, out ReadOnlySpan<byte> data)
    {
        foreach (var extension in Extensions)
        {
            if (extension.Id == id)
            {
                data = extension.Data;
                return true;
            }
        }
        data = default;
        return false;
    }
}
