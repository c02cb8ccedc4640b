draft-keep = Shrani osnutek
draft-kept = Osnutek je shranjen.
draft-failed = Osnutka ni bilo mogoče shraniti. Besedilo ostaja v tem zavihku.
draft-elsewhere = Osnutek ste medtem spremenili drugje. Besedilo ostaja v tem zavihku; za drugo različico stran osvežite.
draft-from = Vaš osnutek, shranjen { $at }
draft-mark = osnutek
