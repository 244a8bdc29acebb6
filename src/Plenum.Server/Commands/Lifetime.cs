using System.Globalization;

namespace Plenum.Server.Commands;

/// <summary>Lengths of time as people write them.</summary>
internal static class Lifetime
{
    private const int MostDays = 3650;

    public static bool TryParse(string text, out TimeSpan lifetime)
    {
        lifetime = default;
        if (text.Length < 2 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return false;

        var unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => TimeSpan.Zero,
        };
        if (unit == TimeSpan.Zero || count == 0 || count > TimeSpan.FromDays(MostDays) / unit)
            return false;

        lifetime = unit * count;
        return true;
    }
}
