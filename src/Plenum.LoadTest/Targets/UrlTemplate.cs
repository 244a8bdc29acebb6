using Plenum.LoadTest.Plan;

namespace Plenum.LoadTest.Targets;

/// <summary>An address with {room}, {id} and {publisher} in it. Pure.</summary>
internal static class UrlTemplate
{
    /// <summary>Where the one stands that is watched.</summary>
    public const string Publisher = "{publisher}";

    /// <summary>Fills it in.</summary>
    public static Uri Fill(string template, ParticipantPlan plan, string publisher = "") => new(template
        .Replace("{room}", Uri.EscapeDataString(plan.Room), StringComparison.Ordinal)
        .Replace("{id}", Uri.EscapeDataString(plan.Id), StringComparison.Ordinal)
        .Replace(Publisher, Uri.EscapeDataString(publisher), StringComparison.Ordinal));

    /// <summary>Whether it is an address of http or https with no other names in braces.</summary>
    public static bool IsValid(string template)
    {
        var filled = template
            .Replace("{room}", "x", StringComparison.Ordinal)
            .Replace("{id}", "x", StringComparison.Ordinal)
            .Replace(Publisher, "x", StringComparison.Ordinal);
        return !filled.Contains('{') && Uri.TryCreate(filled, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
    }
}
