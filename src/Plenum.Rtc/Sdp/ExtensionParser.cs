namespace Plenum.Rtc.Sdp;

/// <summary>Reads "a=extmap:ID[/direction] URI [attributes]" (RFC 8285, section 8).</summary>
internal static class ExtensionParser
{
    // Ids above 255 only ask the answerer to choose (RFC 8285, section 7); nobody sends them, so they are ignored.
    private const uint LargestWrittenId = 4351;

    public static SdpError Read(ReadOnlySpan<char> value, List<ExtensionDescription> extensions)
    {
        var fields = new FieldReader(value);
        var entry = fields.Next();
        var uri = fields.Next();
        var slash = entry.IndexOf('/');
        var direction = MediaDirection.SendReceive;
        if (slash >= 0 && !MediaDirections.TryParse(entry[(slash + 1)..], out direction))
            return SdpError.MalformedAttribute;
        if (!FieldReader.TryParse(slash < 0 ? entry : entry[..slash], LargestWrittenId, out var id) || uri.IsEmpty)
            return SdpError.MalformedAttribute;
        if (extensions.Count == SdpLimits.MaxRepeats)
            return SdpError.TooManyAttributes;
        if (id is > 0 and < 256 and not 15)
            extensions.Add(new ExtensionDescription((byte)id, uri.ToString(), direction));
        return SdpError.None;
    }
}
