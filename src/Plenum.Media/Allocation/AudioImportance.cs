namespace Plenum.Media.Allocation;

/// <summary>What is heard before what, lowest first.</summary>
public enum AudioImportance
{
    /// <summary>A microphone at which nobody speaks.</summary>
    Silent,

    /// <summary>One that does not say how loud it is.</summary>
    Unknown,

    /// <summary>Somebody speaks.</summary>
    Speaking,

    /// <summary>Who has the floor, and the sound of what is shown.</summary>
    Floor,
}
