using System.Globalization;

namespace Plenum.Server.Commands.LoadTesting;

/// <summary>Short lengths of time as people write them.</summary>
internal static class Durations
{
    public static bool TryParse(string text, out TimeSpan time)
    {
        time = default;
        var digits = text.Length - text.AsSpan().TrimEnd("mshSMH").Length;
        if (!double.TryParse(text.AsSpan(0, text.Length - digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return false;
        var unit = text[^digits..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            _ => TimeSpan.Zero,
        };
        if (unit == TimeSpan.Zero || number > TimeSpan.FromDays(1) / unit)
            return false;
        time = unit * number;
        return true;
    }
}
