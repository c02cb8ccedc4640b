label-title = Labels
label-lead = Labels sort conversations your own way. Buyers and the marketplace do not see them in their lists; your colleagues do.
label-empty = There are no labels yet. Add the first, such as “Complaint” or “Waiting for the warehouse”.
label-change = Change
label-name = Name
label-colour = Colour
label-save = Save
label-delete = Delete label
label-delete-hint =
    { $count ->
        [0] No conversation carries it.
        [one] It is taken off { $count } conversation.
       *[other] It is taken off { $count } conversations.
    }
label-new = New label
label-add = Add label
label-edit = Choose labels
label-put = Save labels
label-make-first = Add the first label
label-colour-grey = grey
label-colour-blue = blue
label-colour-green = green
label-colour-amber = amber
label-colour-red = red
label-colour-violet = violet
label-error-empty = Enter a name for the label.
label-error-long = The name is too long: at most 40 characters.
label-error-unshowable = The name holds a character that cannot be shown.
label-error-colour = Choose one of the colours.
label-error-exists = There is a label of this name already.
label-error-many = There can be at most 100 labels. Delete one first.
