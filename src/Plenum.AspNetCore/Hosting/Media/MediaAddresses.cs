using System.Net;

namespace Plenum.AspNetCore.Hosting.Media;

/// <summary>Reads addresses as they are configured: none, one, or several with commas between.</summary>
internal static class MediaAddresses
{
    public static IEnumerable<IPAddress> Parse(string text) => Split(text).Select(IPAddress.Parse);

    public static bool IsValid(string text) => Split(text).All(part => IPAddress.TryParse(part, out var address)
        && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any));

    private static string[] Split(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
