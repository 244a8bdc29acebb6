using System.Collections.Immutable;
using System.Globalization;

namespace Plenum.Rtc.Sdp;

/// <summary>Collects what stands before the first m-line.</summary>
internal sealed class SessionSectionParser
{
    public List<ImmutableArray<string>> BundleGroups { get; } = [];

    public List<ExtensionDescription> Extensions { get; } = [];

    public TransportParser Transport { get; } = new();

    public MediaDirection? Direction { get; private set; }

    public bool IsIceLite { get; private set; }

    public bool AllowsMixedExtensions { get; private set; }

    public static bool TryParseOrigin(ReadOnlySpan<char> value, out SessionOrigin origin)
    {
        origin = default;
        var fields = new FieldReader(value);
        if (fields.Next().IsEmpty || !TryParseLarge(fields.Next(), out var id) || !TryParseLarge(fields.Next(), out var version))
            return false;
        origin = new SessionOrigin(id, version);
        return fields.Next() is "IN" && fields.Next() is "IP4" or "IP6" && !fields.Next().IsEmpty && fields.IsEmpty;
    }

    public SdpError Read(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        switch (name)
        {
            case "group":
                return ReadGroup(value);
            case "ice-lite":
                IsIceLite = true;
                return SdpError.None;
            case "extmap-allow-mixed":
                AllowsMixedExtensions = true;
                return SdpError.None;
            case "extmap":
                return ExtensionParser.Read(value, Extensions);
            default:
                if (!MediaDirections.TryParse(name, out var direction))
                    return Transport.Read(name, value);
                Direction = direction;
                return SdpError.None;
        }
    }

    private SdpError ReadGroup(ReadOnlySpan<char> value)
    {
        var fields = new FieldReader(value);
        if (fields.Next() is not "BUNDLE")
            return SdpError.None;
        if (BundleGroups.Count == SdpLimits.MaxMediaSections)
            return SdpError.TooManyAttributes;
        var mids = ImmutableArray.CreateBuilder<string>();
        while (!fields.IsEmpty)
        {
            if (mids.Count == SdpLimits.MaxMediaSections)
                return SdpError.TooManyAttributes;
            mids.Add(fields.Next().ToString());
        }

        BundleGroups.Add(mids.DrainToImmutable());
        return SdpError.None;
    }

    private static bool TryParseLarge(ReadOnlySpan<char> digits, out ulong number)
    {
        // Origins of up to 20 digits exist that overflow 64 bits; only their equality matters, so they saturate.
        number = ulong.MaxValue;
        if (digits.Length is 0 or > 20 || digits.ContainsAnyExceptInRange('0', '9'))
            return false;
        if (ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var exact))
            number = exact;
        return true;
    }
}
