namespace Plenum.Rooms;

/// <summary>The topology of each mode.</summary>
internal static class Topologies
{
    private static readonly MeshTopology Mesh = new();
    private static readonly SfuTopology Sfu = new();
    private static readonly AutoTopology Auto = new();

    public static ITopology Of(TopologyMode mode) => mode switch
    {
        TopologyMode.Mesh => Mesh,
        TopologyMode.Sfu => Sfu,
        TopologyMode.Auto => Auto,
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "no mode"),
    };
}
