namespace Plenum.Media.Shedding;

/// <summary>What an overloaded server leaves out; each with all before it. Sound is never left out.</summary>
public enum ShedKind
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>All layers but the lowest.</summary>
    Layers,

    /// <summary>Pictures that are not the main one: neither shared, nor chosen, nor of who speaks, nor the largest.</summary>
    SidePictures,

    /// <summary>All pictures, of some subscribers or of all.</summary>
    Pictures,
}
