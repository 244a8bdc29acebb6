using System.Globalization;

namespace Plenum.FanOut;

/// <summary>One kind of roots in a collection.</summary>
/// <param name="Kind">As the runtime numbers them.</param>
/// <param name="Bytes">What was reached from them, and not before.</param>
/// <param name="At">Milliseconds since the collection began.</param>
internal readonly record struct MarkedRoots(int Kind, long Bytes, double At)
{
    private static readonly string[] Names =
        ["stacks", "finalizers", "handles", "older", "sizedref", "overflow", "dependent", "new finalizers", "steal", "background"];

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $", {(Kind < Names.Length ? Names[Kind] : $"kind {Kind}")} {Bytes / 1024.0:F1} by {At:F2}");
}
