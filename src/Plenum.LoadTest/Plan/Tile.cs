using System.Globalization;

namespace Plenum.LoadTest.Plan;

/// <summary>How large viewers show each picture, in pixels.</summary>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
internal sealed record Tile(int Width, int Height)
{
    private const int Largest = 7680;

    /// <summary>Reads <c>320x180</c>.</summary>
    public static bool TryParse(string text, out Tile? tile)
    {
        tile = null;
        var parts = text.Split('x');
        if (parts.Length != 2 || !TryParseSide(parts[0], out var width) || !TryParseSide(parts[1], out var height))
            return false;
        tile = new(width, height);
        return true;
    }

    private static bool TryParseSide(string text, out int side) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out side) && side is > 0 and <= Largest;
}
